"""Every command of intake: what it is said of, by whom, what comes of it, and what would be refused."""

from collections.abc import Mapping
from datetime import timedelta

from shared.kernel.messages.base import Command
from shared.kernel.messages.envelope import Actor
from shared.language.contracts import intake as said
from shared.language.contracts.envelope import Role
from tests.support.intake_case import Case
from tests.support.intake_matters import CONTACT, Township
from tests.support.platform import STORY_START
from tests.unit.intake.world import CITIZEN, DEPUTY, OFFICE, OTHER_DEPUTY, SECRET

OPERATOR = Actor("operator-1", Role.OPERATOR)


PROVEN, GUESSED = {"proof": SECRET}, {"proof": "222-222-222-222"}
UNKNOWN = {"submission_id": "no-such"}
LATER = STORY_START + timedelta(minutes=1)
ANYTHING = {"text": "路灯不亮", "channel": "online"}
REDACTED = ("words_not_public", {"words": "路灯", "why": "写到了一家"}, {"words": "没有这样的话"})
T = Township
CASES: Mapping[type[Command], Case] = {
    said.SubmitSubmission: Case(
        T.nothing, CITIZEN, said.SubmissionReceived, "unknown_channel", ANYTHING, {"channel": "pigeon"}
    ),
    said.AcceptSubmission: Case(
        T.raised, OFFICE, said.SubmissionAccepted, "unknown_category", refused={"category": "no.such"}
    ),
    said.PublishSubmission: Case(
        T.raised, OFFICE, said.SubmissionPublished, "wrong_role", {"extent": "full"}, refused_from=DEPUTY
    ),
    said.MakeConfidential: Case(
        T.raised,
        OFFICE,
        said.SubmissionMadeConfidential,
        "unknown_people",
        {"why": "举报"},
        {"recused": ["no"]},
    ),
    said.LiftConfidentiality: Case(
        T.confided, OFFICE, said.SubmissionConfidentialityLifted, "wrong_role", {"why": "误设"}, {}, DEPUTY
    ),
    said.RedactSubmission: Case(T.published, OFFICE, said.SubmissionRedacted, *REDACTED),
    said.RedactTopic: Case(T.topic, OFFICE, said.TopicRedacted, *REDACTED),
    said.RejectSubmission: Case(
        T.raised,
        OFFICE,
        said.SubmissionRejected,
        "unknown_reason",
        {"reason_code": "promotion"},
        {"reason_code": "no"},
    ),
    said.FastLaneSubmission: Case(
        T.raised,
        OFFICE,
        said.SubmissionFastLaned,
        "unknown_department",
        {"department": "water"},
        {"department": "no"},
    ),
    said.WithdrawSubmission: Case(
        T.raised, CITIZEN, said.SubmissionWithdrawn, "wrong_proof", PROVEN, GUESSED
    ),
    said.AttachToSubmission: Case(
        T.raised_with_a_photo,
        CITIZEN,
        said.SubmissionAttached,
        "unknown_attachment",
        PROVEN,
        {"attachment_ids": ["0" * 64]},
    ),
    said.EditSubmission: Case(
        T.raised,
        CITIZEN,
        said.SubmissionEdited,
        "nothing_to_change",
        {**PROVEN, "text": "两盏不亮"},
        {"text": ""},
    ),
    said.ChangeContact: Case(
        T.raised,
        CITIZEN,
        said.SubmissionContactChanged,
        "wrong_proof",
        {**PROVEN, "contact": CONTACT},
        GUESSED,
    ),
    said.AskRaiser: Case(
        T.raised,
        OFFICE,
        said.SubmissionAskedBack,
        "wrong_role",
        {"question": "哪一盏？"},
        refused_from=CITIZEN,
    ),
    said.InformSubmission: Case(
        T.asked_back, CITIZEN, said.SubmissionInformed, "wrong_proof", {**PROVEN, "text": "东边那盏"}, GUESSED
    ),
    said.ForwardSubmission: Case(
        T.raised,
        OFFICE,
        said.SubmissionForwarded,
        "wrong_role",
        {"to": "县水利局", "why": "县管"},
        refused_from=DEPUTY,
    ),
    said.RecordCountyAnswer: Case(
        T.forwarded,
        OFFICE,
        said.SubmissionAnsweredByCounty,
        "wrong_role",
        {"text": "已列入"},
        refused_from=DEPUTY,
    ),
    said.ReturnSubmission: Case(
        T.forwarded, OFFICE, said.SubmissionReturned, "unknown_thing", {"reason": "属地管理"}, UNKNOWN
    ),
    said.BarRaiser: Case(
        T.raised_by_phone,
        OFFICE,
        said.RaiserBarred,
        "wrong_role",
        {"until": STORY_START, "why": "辱骂"},
        refused_from=CITIZEN,
    ),
    said.TellRaiser: Case(T.refused, CITIZEN, said.SubmissionTold, "unknown_way", PROVEN, {"how": "pigeon"}),
    said.EraseSubmission: Case(T.raised, CITIZEN, said.SubmissionErased, "wrong_proof", PROVEN, GUESSED),
    said.ReclassifySubmission: Case(
        T.accepted_one,
        OFFICE,
        said.SubmissionReclassified,
        "unknown_category",
        {"category": "town.drainage", "why": "归错了类"},
        {"category": "no.such"},
    ),
    said.SplitSubmission: Case(
        T.raised_with_two_matters,
        OFFICE,
        said.SubmissionSplit,
        "not_the_raisers_words",
        {"pieces": ["村口路灯坏了三盏", "自来水发黄"]},
        {"pieces": ["村口路灯坏了三盏", "自来水有毒"]},
    ),
    said.ReopenSubmission: Case(
        T.refused, OFFICE, said.SubmissionReopened, "wrong_role", {"why": "驳回有误"}, {}, OTHER_DEPUTY
    ),
    said.CorrectReply: Case(
        T.refused,
        OFFICE,
        said.SubmissionReplyCorrected,
        "wrong_role",
        {"text": "属于商业推广，可向市场监管部门咨询。", "why": "补充去处"},
        refused_from=OTHER_DEPUTY,
    ),
    said.PostReply: Case(
        T.refused,
        OFFICE,
        said.SubmissionPosted,
        "wrong_role",
        {"where": "村公告栏", "why": "电话打不通"},
        refused_from=OTHER_DEPUTY,
    ),
    said.AnswerOnTheSpot: Case(
        T.consulted,
        OFFICE,
        said.SubmissionAnsweredByWord,
        "unknown_people",
        {"text": "末班船六点。"},
        {"by_whom": "nobody-9"},
    ),
    said.SupportSubmission: Case(
        T.raised,
        CITIZEN,
        said.SubmissionSupported,
        "supporter_unknown",
        {"person": "account:1"},
        {"person": ""},
    ),
    said.WithdrawSupport: Case(
        T.supported,
        CITIZEN,
        said.SubmissionSupportWithdrawn,
        "not_supported",
        {"person": "account:1"},
        {"person": "account:2"},
    ),
    said.MoveIntakeClock: Case(
        T.nothing, OPERATOR, said.IntakeClockMoved, "invalid_field", {"to": LATER}, {"to": "tomorrow"}
    ),
    said.CreateTopic: Case(
        T.accepted, DEPUTY, said.TopicCreated, "unknown_deputy", {"title": "路灯"}, {"co_signers": ["nobody"]}
    ),
    said.MergeSubmissions: Case(
        T.topic_and_another_matter, DEPUTY, said.TopicMerged, "not_the_topics_lead", refused_from=OTHER_DEPUTY
    ),
    said.ReleaseSubmissions: Case(
        T.topic_and_its_matter,
        DEPUTY,
        said.TopicReleased,
        "submission_not_in_topic",
        {"reason": "另案"},
        {"submission_ids": ["no-such"]},
    ),
    said.AmendTopic: Case(
        T.topic, DEPUTY, said.TopicAmended, "nothing_to_change", {"text": "三盏", "why": "核实"}, {"text": ""}
    ),
    said.CoSignTopic: Case(
        T.topic, OTHER_DEPUTY, said.TopicCoSigned, "lead_needs_no_signature", refused_from=DEPUTY
    ),
    said.WithdrawCoSignature: Case(
        T.co_signed_topic,
        OTHER_DEPUTY,
        said.TopicCoSignatureWithdrawn,
        "not_a_co_signer",
        refused_from=DEPUTY,
    ),
    said.HandOverTopic: Case(
        T.co_signed_topic,
        DEPUTY,
        said.TopicHandedOver,
        "next_lead_not_co_signer",
        {"to": OTHER_DEPUTY.id},
        {"to": "deputy-02"},
    ),
    said.RecuseDeputy: Case(
        T.topic,
        OFFICE,
        said.TopicRecused,
        "lead_hands_over_first",
        {"deputy_id": OTHER_DEPUTY.id, "reason": "亲属"},
        {"deputy_id": DEPUTY.id},
    ),
    said.ProposeTopic: Case(
        T.topic, DEPUTY, said.TopicProposed, "not_the_topics_lead", refused_from=OTHER_DEPUTY
    ),
    said.DropTopic: Case(
        T.topic,
        DEPUTY,
        said.TopicDropped,
        "not_the_topics_lead",
        {"reason": "已解决"},
        refused_from=OTHER_DEPUTY,
    ),
}
