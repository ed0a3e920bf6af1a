"""What the site says of its own model, on 关于 and to staff.

Data, figures, calibration. ``card.active_model_card`` is the door.
"""
