"""``youyue triage`` and ``youyue similar`` on files of JSON lines."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cli.main import COMMAND_LINE

GOOD = {
    "ref": "A1",
    "text": "村口的路灯坏了，我叫林小满",
    "village": "V02",
    "submitted_at": "2026-09-01T08:00:00+08:00",
}
AGAIN = {
    "ref": "A2",
    "text": "村口路灯不亮",
    "village": "V02",
    "submitted_at": "2026-09-02T08:00:00+08:00",
    "extra": 1,
}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(COMMAND_LINE, list(arguments))


def written(folder: Path, *rows: object) -> str:
    path = folder / "lines.jsonl"
    lines = [row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows]
    path.write_bytes(b"\n".join(lines))
    return str(path)


def test_each_line_gets_one_line_with_its_ref(tmp_path: Path) -> None:
    result = run("triage", "--jsonl", written(tmp_path, GOOD, AGAIN))
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [a["ref"] for a in answers] == ["A1", "A2"]
    assert answers[0]["category"] == "town.lighting"
    assert answers[0]["contains_pii"] == ["林小满"]
    assert "林小满" not in answers[0]["text"]
    assert answers[0]["why"]["department"]["zh"]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (b"{", "第 2 行不能用：不是 JSON"),
        (b"[]", "第 2 行不能用：不是 JSON 对象"),
        (b"\xff\xfe", "第 2 行不能用：不是 UTF-8"),
        ({"text": 3}, "line 2: text must be text"),
        ({"text": "x", "lat": "north"}, "line 2: lat must be degrees"),
        ({"text": "x", "submitted_at": "yesterday"}, "line 2: submitted_at must be a time"),
        ({"text": "x", "submitted_at": "2026-09-01T08:00:00"}, "line 2: submitted_at lacks its time zone"),
    ],
)
def test_a_bad_line_is_told_with_its_number_and_the_others_are_still_read(
    tmp_path: Path, line: object, problem: str
) -> None:
    result = run("triage", "--jsonl", written(tmp_path, GOOD, line, AGAIN))
    assert result.exit_code == 1
    assert problem in result.stderr
    assert len(result.stdout.splitlines()) == 2


@pytest.mark.parametrize(
    "row", [{}, {"text": None, "title": None, "village": None}, {"text": "\ud800"}, {"ref": 7}]
)
def test_missing_fields_do_no_harm(tmp_path: Path, row: object) -> None:
    assert run("triage", "--jsonl", written(tmp_path, row)).exit_code == 0


MESSY = (
    {"ref": "E1", "text": ""},
    {"ref": "E2", "text": "路灯坏了" * 1250, "title": None, "village": "X99", "channel": "fax"},
    {
        "ref": "E3",
        "text": "\u202e\x00🧜\u200d♀️é\u0301路灯不亮\ud83d",
        "lat": None,
        "lon": 122.1,
        "contact": None,
    },
    {"ref": 4, "text": None, "submitted_at": None, "anonymous": None},
    {"text": "<b>路灯</b>'; DROP TABLE x; --", "submitted_at": "2026-03-05T11:20:33Z"},
)


@pytest.mark.parametrize("command", ["triage", "similar"])
def test_a_messy_file_gets_one_line_of_json_for_each_of_its_lines(tmp_path: Path, command: str) -> None:
    result = run(command, "--jsonl", written(tmp_path, GOOD, b"", *MESSY, b"\r"))
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert (result.exit_code, result.stderr) == (0, "")
    assert [a["ref"] for a in answers] == ["A1", "E1", "E2", "E3", "4", "7"]


def test_earlier_submissions_about_the_same_matter_are_named_with_their_scores(tmp_path: Path) -> None:
    result = run("similar", "--jsonl", written(tmp_path, GOOD, AGAIN))
    first, second = (json.loads(line) for line in result.stdout.splitlines())
    assert first == {"ref": "A1", "similar": []}
    assert [(one["ref"], one["same"]) for one in second["similar"]] == [("A1", True)]


def test_earlier_is_by_time_not_by_line(tmp_path: Path) -> None:
    result = run("similar", "--jsonl", written(tmp_path, AGAIN, GOOD))
    first, second = (json.loads(line) for line in result.stdout.splitlines())
    assert ([one["ref"] for one in first["similar"]], second["similar"]) == (["A1"], [])


def test_a_changed_rule_file_is_tried_on_past_submissions(tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text(
        '[[rule]]\nid = "x"\nnote = "试"\nwords = ["路灯"]\nset = { department = "power" }\n', "utf-8"
    )
    result = run("triage", "--jsonl", written(tmp_path, GOOD), "--rules", str(rules), "--dry-run")
    assert json.loads(result.stdout)["changes"] == {"department": ["construction", "power"]}
    assert "1 条中有 1 条会变" in result.stderr


def test_a_rule_file_that_is_none_is_refused(tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text("[[rule]]\nid = 'x'\n", "utf-8")
    assert run("triage", "路灯", "--rules", str(rules)).exit_code == 2


def test_the_lint_of_the_project_s_own_data_finds_nothing() -> None:
    assert run("triage", "--lint").exit_code == 0


def test_an_explanation_gives_a_sentence_in_both_languages() -> None:
    result = run("triage", "--explain", "村口的路灯坏了")
    assert "等词指向“路灯照明”" in result.stdout
    assert "point to 路灯照明" in result.stdout
