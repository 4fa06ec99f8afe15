// Command crew lets goroutines share work. Shows: Go's runtime (its own stacks and scheduler in one WebAssembly thread),
// channels, maps, closures, sort, big integers by hand, files, standard input. With a second argument it also writes a diary of
// all that tells the time, which no two machines have in common unless their clock is the program's own.
package main

import (
	"bufio"
	"os"
	"runtime"
	"sort"
	"strconv"
	"strings"
	"sync"
	"time"
)

type job struct {
	number int
	line   string
}

type result struct {
	job
	digits string
	steps  int
}

// times multiplies a decimal number, least digit first, in place where it can.
func times(digits []byte, factor int) []byte {
	carry := 0
	for i := range digits {
		carry += int(digits[i]) * factor
		digits[i] = byte(carry % 10)
		carry /= 10
	}
	for ; carry > 0; carry /= 10 {
		digits = append(digits, byte(carry%10))
	}
	return digits
}

func factorial(n int) string {
	digits := []byte{1}
	for i := 2; i <= n; i++ {
		digits = times(append([]byte(nil), digits...), i)
	}
	var text strings.Builder
	for i := len(digits) - 1; i >= 0; i-- {
		text.WriteByte('0' + digits[i])
	}
	return text.String()
}

func collatz(n int) int {
	steps := 0
	for ; n != 1; steps++ {
		if n%2 == 0 {
			n /= 2
		} else {
			n = 3*n + 1
		}
	}
	return steps
}

func fail(problem error) {
	os.Stderr.WriteString("crew: " + problem.Error() + "\n")
	os.Exit(1)
}

func main() {
	workers := 4
	if len(os.Args) > 1 {
		number, problem := strconv.Atoi(os.Args[1])
		if problem != nil {
			fail(problem)
		}
		workers = number
	}
	jobs := make(chan job)
	results := make(chan result, 2)
	var crew sync.WaitGroup
	for i := 0; i < workers; i++ {
		crew.Add(1)
		go func() {
			defer crew.Done()
			for job := range jobs {
				steps := 0
				for n := 1; n < 50*job.number; n++ {
					steps += collatz(n)
				}
				results <- result{job, factorial(10 * job.number), steps}
			}
		}()
	}
	go func() {
		lines := bufio.NewScanner(os.Stdin)
		for number := 1; lines.Scan(); number++ {
			jobs <- job{number, lines.Text()}
		}
		close(jobs)
		crew.Wait()
		close(results)
	}()
	var all []result
	letters := map[rune]int{}
	for result := range results {
		all = append(all, result)
		for _, letter := range result.line {
			letters[letter]++
		}
	}
	sort.Slice(all, func(i, j int) bool { return all[i].number < all[j].number })
	if problem := os.Mkdir("/out", 0o755); problem != nil {
		fail(problem)
	}
	file, problem := os.Create("/out/report.tmp")
	if problem != nil {
		fail(problem)
	}
	for _, r := range all {
		file.WriteString(strconv.Itoa(r.number) + " " + r.line + " " + r.digits + "\n")
	}
	if problem := file.Close(); problem != nil {
		fail(problem)
	}
	if problem := os.Rename("/out/report.tmp", "/out/report"); problem != nil {
		fail(problem)
	}
	report, problem := os.ReadFile("/out/report")
	if problem != nil {
		fail(problem)
	}
	for _, r := range all {
		say(r.number, ": ", r.line, ", ", len(r.digits), " digits, ", r.steps, " steps")
	}
	most := make([]string, 0, len(letters))
	for letter, count := range letters {
		most = append(most, strconv.Itoa(1_000_000-count)[1:]+string(letter))
	}
	sort.Strings(most)
	say("letters ", len(most), ", first ", most[0][5:], ", report of ", len(report), " bytes")
	entries, problem := os.ReadDir("/out")
	if problem != nil {
		fail(problem)
	}
	for _, entry := range entries {
		say("file ", entry.Name())
	}
	if _, problem := os.Open("/nowhere"); problem != nil {
		say(problem.Error())
	}
	if len(os.Args) > 2 {
		diary()
	}
}

func at(moment time.Time) string {
	return moment.UTC().Format(time.RFC3339Nano)
}

// diary says what clocks, sleeps, timers, files and the collector of garbage, which goes by the clock, do to the program.
func diary() {
	began := time.Now()
	say("it is ", at(began))
	var keep [][]byte
	for i := 0; i < 160; i++ {
		keep = append(keep, make([]byte, 64<<10))
		if len(keep) > 50 {
			keep = keep[25:]
		}
	}
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	say("collected ", int(memory.NumGC), " times, paused ", int(memory.PauseTotalNs), " ns, last at ", int(memory.LastGC))
	ticks := make(chan string)
	for _, wait := range []time.Duration{7, 3, 5} {
		go func() {
			time.Sleep(wait * time.Millisecond)
			ticks <- (wait * time.Millisecond).String()
		}()
	}
	for i := 0; i < 3; i++ {
		say("tick ", <-ticks, " after ", time.Since(began).String())
	}
	pieces := 0
	late := time.After(4 * time.Millisecond)
	for over := false; !over; pieces++ {
		select {
		case <-late:
			over = true
		default:
			collatz(1000 + pieces)
			runtime.Gosched()
		}
	}
	say(pieces, " pieces of work until ", at(time.Now()))
	for _, path := range []string{"/", "/in", "/in/names.txt", "/out", "/out/report"} {
		status, problem := os.Stat(path)
		if problem != nil {
			fail(problem)
		}
		say(path, " is of ", at(status.ModTime()), ", ", int(status.Size()), " bytes")
	}
	for _, path := range []string{"/", "/in", "/out"} {
		entries, problem := os.ReadDir(path)
		if problem != nil {
			fail(problem)
		}
		for _, entry := range entries {
			say(path, " has ", entry.Name())
		}
	}
}

// say writes to standard output; fmt alone would make the module half as large again.
func say(parts ...any) {
	var line strings.Builder
	for _, part := range parts {
		switch value := part.(type) {
		case int:
			line.WriteString(strconv.Itoa(value))
		case string:
			line.WriteString(value)
		}
	}
	line.WriteByte('\n')
	os.Stdout.WriteString(line.String())
}
