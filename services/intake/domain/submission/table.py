"""The behaviour of submissions: the chapters of their life."""

from services.intake.domain.submission.accepting import ACCEPTING
from services.intake.domain.submission.alarming import ALARM, ALARMING
from services.intake.domain.submission.answering import ANSWERING
from services.intake.domain.submission.asking_back import ASKING_BACK
from services.intake.domain.submission.at_the_meeting import AT_THE_MEETING
from services.intake.domain.submission.attaching import ATTACHING
from services.intake.domain.submission.coming_back import COMING_BACK
from services.intake.domain.submission.confiding import CONFIDING
from services.intake.domain.submission.contacting import CONTACTING
from services.intake.domain.submission.correcting import CORRECTING
from services.intake.domain.submission.corrections_of_items import CORRECTIONS_OF_ITEMS
from services.intake.domain.submission.counting_anew import COUNTING_ANEW
from services.intake.domain.submission.editing import EDITING
from services.intake.domain.submission.erasing import ERASING
from services.intake.domain.submission.fast_lane import FAST_LANE
from services.intake.domain.submission.forwarding import COUNTY, FORWARDING, county_reminded
from services.intake.domain.submission.merging import MERGING
from services.intake.domain.submission.news_of_items import NEWS_OF_ITEMS
from services.intake.domain.submission.publishing import PUBLISHING
from services.intake.domain.submission.raising import RAISING
from services.intake.domain.submission.redacting import REDACTING
from services.intake.domain.submission.rejecting import REJECTING
from services.intake.domain.submission.remarking import REMARKING
from services.intake.domain.submission.reopening import REOPENING
from services.intake.domain.submission.splitting import SPLITTING
from services.intake.domain.submission.submission import STATES, Submission
from services.intake.domain.submission.supporting import SUPPORTING
from services.intake.domain.submission.telling import TELLING
from services.intake.domain.submission.withdrawing import WITHDRAWING
from shared.language.behaviour import Clause, StateTable
from shared.language.confiding import by_nobody_recused
from shared.language.contracts.intake import (
    SubmissionAlarmed,
    SubmissionForwardReminded,
    SubmissionReminded,
    SubmissionWaitDue,
)
from shared.language.waiting import Reminders

_CHAPTERS: tuple[Clause[Submission], ...] = (
    *RAISING,
    *EDITING,
    *ATTACHING,
    *CONTACTING,
    *SUPPORTING,
    *WITHDRAWING,
    *ACCEPTING,
    *PUBLISHING,
    *CONFIDING,
    *REJECTING,
    *SPLITTING,
    *FAST_LANE,
    *ASKING_BACK,
    *FORWARDING,
    *COUNTING_ANEW,
    *MERGING,
    *AT_THE_MEETING,
    *ANSWERING,
    *NEWS_OF_ITEMS,
    *CORRECTIONS_OF_ITEMS,
    *COMING_BACK,
    *TELLING,
    *CORRECTING,
    *REOPENING,
    *REMARKING,
    *ERASING,
    *ALARMING,
    *REDACTING,
)

SUBMISSION_TABLE: StateTable[Submission] = StateTable(
    "submission",
    STATES,
    tuple(by_nobody_recused(_CHAPTERS)),
    Reminders(
        SubmissionWaitDue,
        SubmissionReminded,
        higher={ALARM: SubmissionAlarmed, COUNTY: SubmissionForwardReminded},
        record=county_reminded,
    ),
)
