"""The units that training gives a part to play."""

NUMBER_UNIT = 0
"""The unit that training encourages to hold number."""

FOOD_UNIT = 1
"""The unit that training encourages to hold whether the topic is food."""
