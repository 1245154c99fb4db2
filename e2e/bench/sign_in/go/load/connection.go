package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"time"
)

// One connection that is kept; a small client, so that the load takes little of the cores that the servers need.
type connection struct {
	address string
	socket  net.Conn
	reader  *bufio.Reader
	out     bytes.Buffer
}

type reply struct {
	status int
	header http.Header
	body   []byte
}

func (c *connection) open() error {
	if c.socket != nil {
		return nil
	}
	socket, err := net.DialTimeout("tcp", c.address, 5*time.Second)
	if err == nil {
		c.socket, c.reader = socket, bufio.NewReaderSize(socket, 16<<10)
	}
	return err
}

// `headers` are whole lines.
func (c *connection) ask(method, target, body string, headers ...string) (reply, error) {
	if err := c.open(); err != nil {
		return reply{}, err
	}
	c.out.Reset()
	fmt.Fprintf(&c.out, "%s %s HTTP/1.1\r\nHost: %s\r\n", method, target, c.address)
	for _, line := range headers {
		c.out.WriteString(line)
		c.out.WriteString("\r\n")
	}
	if method == "POST" {
		c.out.WriteString("Content-Length: " + strconv.Itoa(len(body)) + "\r\n")
	}
	c.out.WriteString("\r\n" + body)
	answer, err := c.exchange()
	if err != nil {
		c.close()
	}
	return answer, err
}

func (c *connection) exchange() (reply, error) {
	c.socket.SetDeadline(time.Now().Add(20 * time.Second))
	if _, err := c.socket.Write(c.out.Bytes()); err != nil {
		return reply{}, err
	}
	response, err := http.ReadResponse(c.reader, nil)
	if err != nil {
		return reply{}, err
	}
	body, err := io.ReadAll(response.Body)
	response.Body.Close()
	if response.Close {
		c.close()
	}
	return reply{response.StatusCode, response.Header, body}, err
}

func (c *connection) close() {
	if c.socket != nil {
		c.socket.Close()
		c.socket = nil
	}
}
