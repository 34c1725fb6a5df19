"""The figures' names for people, Chinese first; a dotted name is translated part by part, names of things
stay."""

from types import MappingProxyType

LABELS = MappingProxyType(
    {
        "raised": "提出 raised",
        "answered": "已回应 answered",
        "response_rate": "响应率 response rate",
        "answered_by_answer": "答复 by answer",
        "answered_by_refusal": "说明理由不受理 by refusal",
        "topics": "议题 topics",
        "topics_by_origin": "议题来源 topics by origin",
        "deputy": "代表出题 deputy",
        "government": "政府点题 government",
        "meetings_held": "约见 meetings held",
        "visits_done": "实地看 visits",
        "items_from_meetings": "办理事项 items from meetings",
        "items_fast_lane": "小事直办 fast lane",
        "classes_final": "答复类别 class",
        "answers_published": "公布答复 answers published",
        "solved_rate": "办成率 solved",
        "with_fulfilled_promises": "含已兑现承诺 with promises kept",
        "with_fulfilled_percent": "含已兑现承诺 % with promises kept",
        "on_time_rate": "按时率 on time",
        "late": "逾期 late",
        "redo_on_time": "重办按时 redo on time",
        "refusals": "退单 refusals",
        "redesignations": "改派 redesignations",
        "max_hops": "最多退单次数 most hops",
        "extensions": "延期 extensions",
        "urges": "催办 urges",
        "escalations": "升级 escalations",
        "ballots": "评议 ballots",
        "votes_cast": "投票 votes",
        "abstentions": "弃权 abstentions",
        "recusals": "回避 recusals",
        "satisfaction_final_round": "满意度（末轮）final round",
        "satisfaction_all_rounds": "满意度（各轮）all rounds",
        "process": "过程 process",
        "result": "结果 result",
        "satisfied": "满意 satisfied",
        "basically": "基本满意 basically",
        "dissatisfied": "不满意 dissatisfied",
        "counted": "计票 counted",
        "rate": "满意率 rate",
        "value": "分数 fraction",
        "percent": "%",
        "redo_count": "重新办理 redone",
        "items_satisfied_at_end": "最终满意 satisfied at the end",
        "divergence_alarms": "背离提示 divergence alarms",
        "promises": "承诺 promises",
        "total": "总数 total",
        "fulfilled": "已兑现 fulfilled",
        "open": "未到期 open",
        "overdue": "逾期 overdue",
        "open_list": "未到期清单 open ones",
        "days_assignment_to_first_answer": "交办到首次答复的天数 days to first answer",
        "median": "中位数 median",
        "reminders": "提醒日期 reminders",
        "citizen_ratings": "群众评价 citizens' ratings",
        "latest_per_raiser_yes": "满意 yes",
        "latest_per_raiser_no": "不满意 no",
        "given": "次数 given",
    }
)


def label_of(name: str) -> str:
    """The name of a figure in words: ``solved_rate.value`` → 办成率 solved · 分数 fraction."""
    return " · ".join(LABELS.get(part, part) for part in name.split("."))
