package main

import (
	"fmt"
	"math"
	"strings"
	"time"
)

const (
	width, height = 640, 380
	left, right   = 70, 150
	top, bottom   = 30, 50
)

// series is a line of the picture.
type series struct {
	label, color, dash string
	of                 func(row) time.Duration
}

// draw makes a picture of the table, both axes logarithmic: what grows with the number is then a straight line.
func draw(rows []row) []byte {
	lines := []series{
		{"for_each: apply", "#b5402a", "", func(r row) time.Duration { return r.single.apply }},
		{"for_each: plan", "#b5402a", "6 4", func(r row) time.Duration { return r.single.plan }},
		{"one block: apply", "#20639b", "", func(r row) time.Duration { return r.plural.apply }},
		{"one block: plan", "#20639b", "6 4", func(r row) time.Duration { return r.plural.plan }},
	}
	var svg strings.Builder
	fmt.Fprintf(&svg, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">`, width, height)
	fmt.Fprintf(&svg, `<rect width="%d" height="%d" fill="white"/>`, width, height)
	fmt.Fprintf(&svg, `<text x="%d" y="18">Seconds to mint a number of tokens, answers after 100 ms</text>`, left)
	for _, seconds := range []float64{0.1, 1, 10, 100} {
		at := y(seconds)
		fmt.Fprintf(&svg, `<line x1="%d" x2="%d" y1="%.1f" y2="%.1f" stroke="#ddd"/>`, left, width-right, at, at)
		fmt.Fprintf(&svg, `<text x="%d" y="%.1f" text-anchor="end">%g s</text>`, left-8, at+4, seconds)
	}
	for _, r := range rows {
		fmt.Fprintf(&svg, `<text x="%.1f" y="%d" text-anchor="middle">%d</text>`, x(r.tokens), height-bottom+20, r.tokens)
	}
	fmt.Fprintf(&svg, `<text x="%d" y="%d" text-anchor="middle">tokens</text>`, (left+width-right)/2, height-10)
	for i, line := range lines {
		drawLine(&svg, line, rows, float64(top+20*i))
	}
	svg.WriteString("</svg>\n")
	return []byte(svg.String())
}

func drawLine(svg *strings.Builder, line series, rows []row, labelAt float64) {
	var points []string
	for _, r := range rows {
		points = append(points, fmt.Sprintf("%.1f,%.1f", x(r.tokens), y(line.of(r).Seconds())))
	}
	fmt.Fprintf(svg, `<polyline points="%s" fill="none" stroke="%s" stroke-width="2" stroke-dasharray="%s"/>`,
		strings.Join(points, " "), line.color, line.dash)
	fmt.Fprintf(svg, `<line x1="%d" x2="%d" y1="%.1f" y2="%.1f" stroke="%s" stroke-width="2" stroke-dasharray="%s"/>`,
		width-right+10, width-right+34, labelAt, labelAt, line.color, line.dash)
	fmt.Fprintf(svg, `<text x="%d" y="%.1f">%s</text>`, width-right+40, labelAt+4, line.label)
}

func x(tokens int) float64 {
	return left + math.Log10(float64(tokens))/math.Log10(3000)*(width-left-right)
}

func y(seconds float64) float64 {
	const least, most = 0.1, 300
	return height - bottom - math.Log10(max(seconds, least)/least)/math.Log10(most/least)*(height-top-bottom)
}
