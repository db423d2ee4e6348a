package rooms

// For the tests outside of the package.
const (
	StepTime  = stepTime
	BrokenFor = brokenFor
	MaxStuck  = maxStuck
)
