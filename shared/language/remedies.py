"""What to do about each refusal, by its code; what is named in neither list is mended and sent again."""

from shared.kernel.messages.base import Remedy

LATER = frozenset(
    {
        "already_in_item",
        "answer_not_signed",
        "attachment_too_many",
        "contacts_missing",
        "decline_not_consented",
        "http_busy",
        "http_too_long",
        "http_too_slow",
        "item_not_answered",
        "lead_hands_over_first",
        "no_answer_yet",
        "outcome_not_published",
        "partner_over_quota",
        "publisher_not_trusted",
        "publisher_unknown",
        "raiser_barred",
        "term_to_come",
        "too_early_to_freeze",
        "too_early_to_hold",
        "too_few_co_signers",
        "too_many_submissions",
        "topic_has_items",
        "topic_has_meeting",
        "topic_is_empty",
        "topic_not_proposed",
        "visit_before_its_day",
    }
)
"""Time, or what somebody else does first, makes the same command right."""

FINAL = frozenset(
    {
        "agent_has_no_matter",
        "already_co_signed",
        "already_erased",
        "already_overdue",
        "already_signed",
        "already_supported",
        "already_voted",
        "ballot_exists",
        "ballot_over",
        "clock_not_movable",
        "decline_already_consented",
        "decline_already_rejected",
        "decline_too_late",
        "edit_too_late",
        "fast_lane_not_balloted",
        "head_has_designated",
        "http_host",
        "http_origin",
        "lead_needs_no_signature",
        "no_attachment_store",
        "no_proof_kept",
        "not_a_co_signer",
        "not_co_handler",
        "not_entered_by_agent",
        "not_entitled",
        "not_lead_or_co_signer",
        "not_supported",
        "not_the_requester",
        "not_the_topics_lead",
        "not_the_visit_lead",
        "not_your_department",
        "not_your_project",
        "nothing_changes",
        "nothing_to_tell",
        "only_head_designates",
        "outcome_already_assigned",
        "raiser_supports_own",
        "raiser_unknown",
        "recusal_of_other",
        "recused",
        "recused_from_topic",
        "term_ended",
        "wrong_role",
    }
)
"""From this person, about this thing, no such command will be carried out."""


def remedy_of(code: str) -> Remedy:
    """The remedy for a refusal of that code that names no moment."""
    if code in LATER:
        return "later"
    return "final" if code in FINAL else "fix"
