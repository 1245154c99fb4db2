// Load for `make bench-sign-in`: one kind of work against one suite, closed (each connection asks again when it was answered) or open (at a rate,
// whatever the answers do; a request that finds every connection busy has waited from the moment that it was due).
//
// Prepares what the work uses up (tickets, codes, sessions), prints "ready", waits for a line, works, prints one line of JSON.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

type options struct {
	address, usap, usapSecret, origin string
	work                              string
	connections, most, people         int
	rate                              float64
	duration                          time.Duration
}

type result struct {
	Requests int     `json:"requests"`
	Failed   int     `json:"failed"`
	Failure  string  `json:"failure,omitempty"`
	Seconds  float64 `json:"seconds"`
	P50      float64 `json:"p50_ms"`
	P99      float64 `json:"p99_ms"`
	Max      float64 `json:"max_ms"`
}

func main() {
	var o options
	flag.StringVar(&o.address, "address", "", "host:port of the process that people sign in at")
	flag.StringVar(&o.usap, "usap", "", "host:port of the provider's simulator")
	flag.StringVar(&o.usapSecret, "usap-secret", "", "the client's secret there")
	flag.StringVar(&o.origin, "origin", "", "the console's origin")
	flag.StringVar(&o.work, "work", "", "ticket, callback, refresh, user-info, batch, verify or provider")
	flag.IntVar(&o.connections, "connections", 16, "connections; each is one person's at a time")
	flag.IntVar(&o.most, "most", 1000, "tickets or codes to prepare: the work ends with them")
	flag.IntVar(&o.people, "people", 100, "people whom the simulator knows as person1, person2, …")
	flag.Float64Var(&o.rate, "rate", 0, "requests a second; 0: closed")
	flag.DurationVar(&o.duration, "duration", 3*time.Second, "how long at the most")
	flag.Parse()
	do, err := prepare(&o)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("ready")
	bufio.NewReader(os.Stdin).ReadString('\n')
	json.NewEncoder(os.Stdout).Encode(run(&o, do))
}

// A connection's share of the work.
type share struct {
	took    []time.Duration
	failed  int
	failure error
}

func run(o *options, do func(connection int) error) result {
	began := time.Now()
	var next atomic.Int64
	shares := make([]share, o.connections)
	var all sync.WaitGroup
	for i := range shares {
		all.Go(func() {
			for {
				asked, more := due(o, began, &next)
				if !more {
					return
				}
				err := do(i)
				if err == errUsedUp {
					return
				}
				shares[i].took = append(shares[i].took, time.Since(asked))
				if err != nil {
					shares[i].failed++
					shares[i].failure = err
				}
			}
		})
	}
	all.Wait()
	return summed(shares, time.Since(began))
}

// When the next request was due. Who is waiting for that moment begins when it wakes: that it sleeps too long is nobody's fault.
func due(o *options, began time.Time, next *atomic.Int64) (time.Time, bool) {
	if o.rate == 0 {
		now := time.Now()
		return now, now.Sub(began) < o.duration
	}
	at := began.Add(time.Duration(float64(next.Add(1)-1) / o.rate * float64(time.Second)))
	if at.Sub(began) >= o.duration {
		return at, false
	}
	if wait := time.Until(at); wait > 0 {
		time.Sleep(wait)
		return time.Now(), true
	}
	return at, true
}

func summed(shares []share, took time.Duration) result {
	sum := result{Seconds: took.Seconds()}
	var times []time.Duration
	for _, one := range shares {
		times = append(times, one.took...)
		sum.Failed += one.failed
		if one.failure != nil {
			sum.Failure = one.failure.Error()
		}
	}
	if sum.Requests = len(times); sum.Requests == 0 {
		return sum
	}
	slices.Sort(times)
	at := func(share float64) float64 { return times[int(share*float64(len(times)-1))].Seconds() * 1000 }
	sum.P50, sum.P99, sum.Max = at(0.5), at(0.99), at(1)
	return sum
}
