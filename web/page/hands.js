// What nobody meant is not done: what is pressed, in the moment when something else
// comes into its place, was meant for what was there. The terminal has the same in
// ssh/screen/hands.go, and ssh/screen/testdata/presses.json says what both do.

// Milliseconds.
const BLINK = 250; // that people need to see that a board has changed
const DOUBLE = 400; // after a press in which another belongs to it: a double click, or an Enter to make sure
const REACTION = 500; // that they need to see it and to decide to press the same once more

export class Hands {
  began = -Infinity; // when something was picked, or tried to be, and then pressed on
  pressed = -Infinity; // and was last
  at = null;

  /**
   * press takes a press that picks something on a board, where the person may pick since
   * turned, and says whether they have seen what.
   */
  press(now, turned, at) {
    const same = this.strike(now, at);
    return this.began >= turned && now - turned >= (same ? REACTION : BLINK);
  }

  /**
   * strike takes a press, and says whether it is of the same as the one before. Of presses
   * one upon the other, as of a key that is held, the last was meant for what the first was.
   */
  strike(now, at) {
    const same = at === this.at;
    if (now - this.pressed >= DOUBLE || !same) this.began = now;
    this.pressed = now;
    this.at = at;
    return same;
  }
}
