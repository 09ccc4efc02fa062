"""Which of all findings a run reports: what a change caused, and what is new since the baseline."""
