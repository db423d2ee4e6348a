package alerts

import "time"

const (
	// settle is for how long something must wait for somebody who does not look before
	// they are told: a page that is reloaded, and a walk through its rooms, take less.
	settle = 15 * time.Second
	// returning is the same after a start: everyone whose window was open is on the way
	// back, in at most 30 s as the page's and most programs' back-off have it.
	returning = time.Minute
	// passEvery is how often it is looked what there is to tell, at most: one record tells
	// of all that has happened since.
	passEvery = time.Second
	// learnAgain is when games are read back after a start for which the memory had no room:
	// those that were read leave it after 30 s.
	learnAgain = 10 * time.Second
	// Somebody is told tellBurst times at once and then once each tellEvery; what waits
	// meanwhile comes in one message. Whoever plays fifty daily games does not make more,
	// and two who play against each other cannot flood somebody else's channel.
	tellBurst = 10
	tellEvery = time.Minute
	// Somebody changes their settings changeBurst times at once and then once each
	// changeEvery, and all of a network do networkBurst times at once and then once each
	// networkEvery: each change is journaled, in up to maxSettings bytes. A network that floods
	// keeps 45 MB a day.
	changeBurst  = 10
	changeEvery  = 5 * time.Minute
	networkBurst = 60
	networkEvery = 10 * time.Second
	// Somebody sends trialBurst trials at once and then one each trialEvery, and all of a
	// network do networkTrialBurst at once and then one each networkTrialEvery: enough to find
	// out what is wrong, too few to harm whoever receives them, or to try which addresses
	// there are.
	trialBurst        = 5
	trialEvery        = 20 * time.Second
	networkTrialBurst = 10
	networkTrialEvery = 30 * time.Second
	// Of those who had none, networkNewBurst of a network begin to have alerts at once, a class
	// or a club in an evening, and then one each networkNewEvery: to fill the house takes
	// hundreds of networks a day.
	networkNewBurst = 40
	networkNewEvery = 10 * time.Minute
	// maxPaces is for how many people that is remembered, at about 200 bytes for each.
	maxPaces = 20_000

	// maxPeople is how many people have alerts, at about 2 KB for each. See makeRoom.
	maxPeople = 20_000
	// maxBrowsers is how many browsers of somebody are told: those at home, at work and in
	// the pocket, and two that were forgotten. The oldest makes room for another.
	maxBrowsers = 5
	// maxURL is the length of an address in bytes: those of push services are longest, with
	// up to 500.
	maxURL = 1 << 10
	// maxSettings is how long all that somebody has set is in the journal, in bytes: five of the
	// longest browsers take 3.5 KB, and a webhook one more. Addresses full of what the
	// journal has to escape took 37 KB.
	maxSettings = 5 << 10

	// maxPending is how many messages are on their way in all, at about 500 bytes for each,
	// and maxOwn to one receiver. What has no place among them waits where it is, except
	// that of whoever has nothing on its way: nobody is kept waiting by the receivers of others.
	maxPending = 20_000
	maxOwn     = 20
	// keepFor is for how long it is tried to deliver a message. What still waits then is
	// told by the next.
	keepFor = 24 * time.Hour
	// maxSending is how many receivers are spoken to at once, at about 50 KB for each.
	maxSending = 32
	// Whoever took longer than slowAfter the last time is slow, for slowFor unless they are
	// quick again, and slow ones together are at most maxSlow of those: others go by.
	slowAfter = time.Second
	slowFor   = 24 * time.Hour
	maxSlow   = maxSending / 4
	// sendTime is how long a receiver may take, from its name to its answer, of which
	// maxAnswer bytes are read. The slowest of those that people use take a second.
	sendTime  = 5 * time.Second
	maxAnswer = 4 << 10
	// A receiver that fails is spoken to again after retryFirst, and then after three times
	// as long each time, up to retryMost.
	retryFirst = 10 * time.Second
	retryMost  = 4 * time.Hour

	// A mail server may take mailTime, which is what a command may take and a little to answer
	// it: those with filters need some seconds. maxTalk bytes of what it says are read, of which
	// certificates are most, and its farewell is waited for so long.
	mailTime     = 8 * time.Second
	maxTalk      = 64 << 10
	farewellTime = time.Second
	// maxMailing is how many connections a mail server has from us: some allow ten, for all.
	maxMailing = 4
	// What waits is mailed when it has waited mailWait, for it is soon seen by most who are
	// near, and mailEvery after the last mail at the soonest, together. A day has at most
	// 144 mails for somebody.
	mailWait  = 2 * time.Minute
	mailEvery = 10 * time.Minute
	// A code has 40 bits, lasts for as long as a slow mail may take, and has codeTries tries.
	codeLength = 8
	codeLasts  = time.Hour
	codeTries  = 5
	// Codes go where nobody has asked for them, as far as we know. So somebody asks for
	// askBurst of them at once and then one each askEvery; a network, where a club may sit, for
	// networkAskBurst and then one each networkAskEvery; a mailbox gets mailboxBurst, for those
	// that were lost, and then two a day, whoever asks; and all together are allAskBurst and
	// then one each allAskEvery, 1,440 a day, below what free mail servers take.
	askBurst        = 3
	askEvery        = 20 * time.Minute
	networkAskBurst = 20
	networkAskEvery = 10 * time.Minute
	mailboxBurst    = 3
	mailboxEvery    = 12 * time.Hour
	allAskBurst     = 60
	allAskEvery     = time.Minute
	// Trials by e-mail are as few for each person, beside the limits of all trials.
	mailTrialBurst = 3
	mailTrialEvery = mailEvery
	// Who wants no codes is kept for unwantedFor, by 22 bytes that stand for them. The oldest of
	// more than maxUnwanted goes.
	unwantedFor = 365 * 24 * time.Hour
	maxUnwanted = 10_000
	// sealSize is how many bytes show that something is ours: nobody guesses 128 bits.
	sealSize = 16

	// A message has maxLines games, and no more once its text has maxText bytes: Discord takes
	// 2,000 characters, and a push 4 KB.
	maxLines = 8
	maxText  = 1500

	// sweepEvery is how often the settings of guests are deleted who are forgotten.
	sweepEvery = time.Hour
)
