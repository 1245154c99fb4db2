package main

import "encoding/json"

// What the processes say to each other.

type identity struct {
	Issuer      string `json:"issuer"`
	Subject     string `json:"subject"`
	DisplayName string `json:"display_name"`
	Email       string `json:"email"`
}

type rights struct {
	UID         string   `json:"uid"`
	UserID      string   `json:"user_id"`
	Username    string   `json:"username"`
	Role        string   `json:"role"`
	IsActive    bool     `json:"is_active"`
	Permissions []string `json:"permissions"`
}

type newSession struct {
	SID         string `json:"sid"`
	UID         string `json:"uid"`
	UserID      string `json:"user_id"`
	RefreshHash string `json:"refresh_hash"`
}

type byHash struct {
	RefreshHash string `json:"refresh_hash"`
}

type foundSession struct {
	SID    string `json:"sid"`
	UID    string `json:"uid"`
	UserID string `json:"user_id"`
	State  string `json:"state"`
}

type rotation struct {
	RefreshHash   string `json:"refresh_hash"`
	SuccessorHash string `json:"successor_hash"`
}

type rotated struct {
	Outcome string `json:"outcome"`
}

type userIDs struct {
	UserIDs []string `json:"user_ids"`
}

type userInfo struct {
	UserID string          `json:"user_id"`
	Value  json.RawMessage `json:"value"`
}

type userInfos struct {
	Entries []userInfo `json:"entries"`
}

type oneTime struct {
	Key        string `json:"key"`
	Value      string `json:"value,omitempty"`
	TTLSeconds int    `json:"ttl_seconds,omitempty"`
}

type count struct {
	Count int64 `json:"count"`
}

type endedSessions struct {
	Seq  int64    `json:"seq"`
	SIDs []string `json:"sids"`
}

type done struct {
	OK bool `json:"ok"`
}
