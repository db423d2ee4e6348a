// Package board draws the boards of a game: in cells of a canvas, and as plain
// text. It draws a [game.View] alone, and knows no game by name, nor anything of
// rooms, people and screens.
//
// What a screen keeps is a [Display]. Each drawing arranges all boards of a
// [Scene] anew in the room that there is, in the largest sizes that fit, and
// scrolls what does not fit so that the cursor is in sight:
//
//	var d board.Display
//	d.Draw(canvas, scene, area)
//	d.Move(scene.Next, 1, 0)              // an arrow key
//	spot, button := d.Cursor(scene.Next)  // what Enter picks
//	spot = d.SpotAt(x, y)                 // what a click picks
package board
