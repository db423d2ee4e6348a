package connectfour_test
import ("testing";"fmt")
func TestTry(t *testing.T){
 for _, c := range []string{"1212121","1122334","4455667","12233434474","76655454414","112244553","112244","5162712","14151617"}{
  s:=play(t,start(t,""),c); o,over:=s.Outcome(); n:=0
  for _,x:=range s.View(0).Boards[0].Cells{ if x.Has("win"){n++}}
  fmt.Println(c,o,over,n)
 }}
