"""The chapters of the report: each measures one thing of the same lists and says what it means."""
