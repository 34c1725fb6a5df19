"""Intake: citizens' submissions (群众意见) and the topics (议题) they are collated into."""
