// Generated from openapi/auth-service.json by `npm run api-types`.

export interface paths {
    "/api/v1/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Liveness: asks no dependency
         * @description Access: anyone.
         */
        get: operations["health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Readiness: 503 while a required dependency is down
         * @description Access: anyone.
         */
        get: operations["readiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sso/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign-in by a ticket of the portal
         * @description Access: anyone.
         */
        post: operations["ticket_sign_in"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sso/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Which ways in there are
         * @description Access: anyone.
         */
        get: operations["sign_in_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sso/login/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirms a sign-in about which the person was asked
         * @description Access: anyone.
         */
        post: operations["complete_sign_in"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sends the browser to a provider to sign in
         * @description Access: anyone.
         */
        get: operations["begin_redirected_sign_in"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where a provider sends the browser back to, with its answer in the query
         * @description Access: anyone.
         */
        get: operations["arrive_from_usap"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/callback/{provider}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where a provider sends the browser back to, with its answer in the query
         * @description Access: anyone.
         */
        get: operations["arrive_from_provider"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begins the session of whoever a provider sent back
         * @description Access: anyone.
         */
        post: operations["complete_redirected_sign_in"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sso/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A new access token for a refresh token
         * @description Access: anyone.
         */
        post: operations["refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/login/access-token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Break-glass sign-in of local accounts; off unless LOCAL_LOGIN_ENABLED
         * @description Access: anyone.
         */
        post: operations["password_sign_in"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sso/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends this session, or all of one's own
         * @description Access: anyone.
         */
        post: operations["sign_out"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sso/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One's own sessions
         * @description Access: any signed-in user.
         */
        get: operations["list_own_sessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sso/sessions/{sid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Ends one of one's own sessions
         * @description Access: any signed-in user.
         */
        delete: operations["end_own_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sso/users/{user_id}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A user's sessions
         * @description Access: permission `user_management`.
         */
        get: operations["list_user_sessions"];
        put?: never;
        post?: never;
        /**
         * Ends every session of a user
         * @description Access: permission `user_management`.
         */
        delete: operations["end_user_sessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sso/users/{user_id}/sessions/{sid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Ends one session of a user
         * @description Access: permission `user_management`.
         */
        delete: operations["end_user_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/backchannel-logout/{provider}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Where a provider says that somebody has signed out there
         * @description Access: anyone.
         */
        post: operations["provider_sign_out"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sso/user-info": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who one is, and what one may do
         * @description Access: any signed-in user.
         */
        get: operations["user_info"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sso/users/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Names of people by USAP id
         * @description Access: any signed-in user.
         */
        post: operations["user_names"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sso/user-info/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Asks the identity provider anew about oneself or, with user_management, about somebody
         * @description Access: any signed-in user.
         */
        post: operations["reload_user_info"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sso/user-info/cache": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Forgets what is kept of one person or of everybody
         * @description Access: permission `user_management`.
         */
        delete: operations["drop_user_info"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The keys that verify access tokens (RFC 7517)
         * @description Access: anyone.
         */
        get: operations["jwks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The keys that verify access tokens (RFC 7517)
         * @description Access: anyone.
         */
        get: operations["jwks_root"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether whoever sends this may use another tool (nginx auth_request): 204 with X-Auth-User and X-Auth-Roles
         * @description Access: anyone.
         */
        get: operations["verify_for_tool"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sso/ways": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The ways in
         * @description Access: anyone.
         */
        get: operations["ways_in"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Liveness: asks no dependency
         * @description Access: anyone.
         */
        get: operations["internal_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Readiness: 503 while a required dependency is down
         * @description Access: anyone.
         */
        get: operations["internal_readiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Prometheus metrics
         * @description Access: anyone.
         */
        get: operations["metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * This document
         * @description Access: anyone.
         */
        get: operations["openapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        TicketSignInCreate: {
            /** @description the portal's one-time ticket */
            ticket: string;
            /**
             * @description cookie: the refresh token comes as an HttpOnly cookie (the console); body by default
             * @enum {string}
             */
            token_delivery?: "body" | "cookie";
        };
        SignedIn: {
            access_token: string;
            /** @description bearer */
            token_type: string;
            /** @description seconds */
            expires_in: number;
            /** @description absent where a cookie holds it, or there is none */
            refresh_token?: string | null;
            /** @description USAP id, else local id */
            user_id: string;
            /** @description for display; rights are asked for */
            role: string;
            /** @description true after a one-time password: this token sets another one (PUT /users/{user_id}/password) and does nothing else; absent otherwise */
            password_change_required?: boolean | null;
            /** @description of /auth/complete alone: the path of the console that the sign-in began for */
            return_url?: string | null;
        };
        SignInHealth: {
            /** @description sign-in by ticket is configured */
            sso_enabled: boolean;
            usap_healthy: boolean;
            /** @description sign-in by password is switched on */
            local_login_enabled: boolean;
            /** @description where people sign in */
            portal_url?: string | null;
        };
        SignInConfirmationCreate: {
            /** @description of the 409 that asked */
            handle: string;
        };
        SignInClaimCreate: {
            /** @description as the address that the callback sends to has it */
            in: string;
            /** @description true after 409 `signed_in_as_other` or `confirm_sign_in`: the person said yes */
            switch?: boolean;
        };
        RefreshCreate: {
            /** @description absent: the cookie's */
            refresh_token?: string | null;
        };
        PasswordSignInCreate: {
            username: string;
            /** @description taken as typed */
            password: string;
            /** @description cookie: with a refresh token in a cookie (the console); otherwise there is none */
            token_delivery?: ("body" | "cookie") | null;
            /** @description ignored */
            grant_type?: string | null;
            /** @description ignored */
            scope?: string | null;
            /** @description ignored */
            client_id?: string | null;
            /** @description ignored */
            client_secret?: string | null;
        };
        SignedOut: {
            message: string;
            /** @description where the browser goes to sign out at the identity provider, too, which sends it back to /web-manager/signed-out */
            logout_url?: string | null;
        };
        Session: {
            sid: string;
            /** @description whether this request comes from it */
            current: boolean;
            /** @description console, api or password */
            client_id: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            last_used_at: string;
            ip_address: string | null;
            /** @description 64 bytes of what the browser said it is, without what all say */
            user_agent: string | null;
        };
        LogoutTokenCreate: {
            /** @description a JWT of the provider (OpenID Connect Back-Channel Logout 1.0 section 2.4); other members mean nothing */
            logout_token: string;
        };
        UserInfo: {
            /** @description USAP id, else local id */
            user_id: string;
            user_name: string;
            email?: string | null;
            department?: string | null;
            phone?: string | null;
            role: string;
            /** @description app_ids in which a role is held */
            scenarios: string[];
            global_permissions: string[];
            /** @description codes by app_id */
            scenario_permissions: {
                [key: string]: string[];
            };
            /** @description true: the identity provider cannot be asked, and this is older than USER_INFO_CACHE_TTL */
            stale?: boolean | null;
        };
        NamesRequestCreate: {
            /** @description USAP ids */
            user_ids: string[];
        };
        Names: {
            users: components["schemas"]["NamedUser"][];
            not_found: string[];
            /** @description ids of which nothing is known while the identity provider cannot be asked */
            unavailable?: string[] | null;
        };
        NamedUser: {
            user_id: string;
            user_name: string;
            /** @description oneself, or with user_management */
            email?: string | null;
            /** @description oneself, or with user_management */
            department?: string | null;
            /** @description true: the identity provider cannot be asked, and this is older than USER_INFO_CACHE_TTL */
            stale?: boolean | null;
        };
        UserInfoReloadCreate: {
            /** @description a USAP id, with user_management; oneself by default */
            user_id?: string | null;
        };
        WaysIn: {
            /** @description those that are switched on, in the order to show them in */
            ways: components["schemas"]["WayIn"][];
        };
        WayIn: {
            id: string;
            /** @description ticket: people come from the portal with a one-time ticket; oidc: they are sent to a provider and come back; password: of a local account. Pass over one that you do not know */
            kind: string;
            /** @description for people, in Chinese and in English */
            name: components["schemas"]["WayName"];
            icon?: string | null;
            /** @description oidc: the path where a sign-in begins; `return_url` may be added */
            login_url?: string | null;
            /** @description ticket: the portal's address; absent where it is not configured */
            portal_url?: string | null;
            /** @description false: what stands behind it does not answer */
            healthy: boolean;
        };
        WayName: {
            zh: string;
            en: string;
        };
        Problem: {
            type: string;
            title: string;
            status: number;
            detail: string;
            code: string;
            instance: string;
            facts?: Record<string, never>;
            errors?: {
                pointer: string;
                code: string;
                detail: string;
                limit?: number;
                actual?: number;
            }[];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description `malformed_request` */
            400: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `https_required`: HTTPS_REQUIRED, and it came in clear */
            403: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `method_not_allowed` */
            405: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description the methods of this path */
                    Allow: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `timeout` */
            408: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: a body above 1048576 bytes */
            413: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            414: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            417: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            431: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            501: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded` */
            503: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description seconds until it is worth trying again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            505: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description `malformed_request` */
            400: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `https_required`: HTTPS_REQUIRED, and it came in clear */
            403: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `method_not_allowed` */
            405: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description the methods of this path */
                    Allow: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `timeout` */
            408: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: a body above 1048576 bytes */
            413: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            414: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            417: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            431: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            501: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded` */
            503: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description seconds until it is worth trying again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": Record<string, never>;
                };
            };
            /** @description `malformed_request` */
            505: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ticket_sign_in: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 1048576 bytes */
        requestBody: {
            content: {
                "application/json": components["schemas"]["TicketSignInCreate"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description the version, for If-Match */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description `invalid`: a value that a person can mend; `malformed_request` */
            400: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_ticket`: invalid, expired, used, or meant for another system */
            401: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description RFC 6750 */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `https_required`: HTTPS_REQUIRED, and it came in clear; `user_disabled`: the user is disabled, here or at the identity provider; `reserved_user_id`: the provider knows the user by an id that is reserved here; `origin_not_allowed`: a cookie takes part and the Origin is not the console's; `preflight_required`: a cookie takes part and nothing forces a preflight */
            403: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `method_not_allowed` */
            405: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description the methods of this path */
                    Allow: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `timeout` */
            408: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `signed_in_as_other`: somebody else is signed in in this browser; `confirm_sign_in`: nobody is signed in in this browser, and somebody else was last; asked where the request has `X-Sign-In-Asks: confirm_sign_in` */
            409: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: a body above 1048576 bytes */
            413: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            414: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            417: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid` */
            422: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_failures`: 60 failures a minute from one address */
            429: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description seconds until it is worth trying again */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            431: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            501: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`; `usap_unavailable`: USAP does not answer; `users_unavailable`: admin-service does not answer; `session_store_unavailable`: session-cache-service does not answer; `keys_unavailable`: every signing key is withdrawn */
            503: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description seconds until it is worth trying again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            505: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sign_in_health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description the version, for If-Match */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInHealth"];
                };
            };
            /** @description `malformed_request` */
            400: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `https_required`: HTTPS_REQUIRED, and it came in clear */
            403: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `method_not_allowed` */
            405: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description the methods of this path */
                    Allow: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `timeout` */
            408: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: a body above 1048576 bytes */
            413: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            414: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            417: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            431: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            501: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded` */
            503: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description seconds until it is worth trying again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            505: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    complete_sign_in: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 1048576 bytes */
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInConfirmationCreate"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description the version, for If-Match */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description `invalid`: a value that a person can mend; `malformed_request` */
            400: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in_expired`: later than two minutes, twice, or in another browser */
            401: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description RFC 6750 */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `https_required`: HTTPS_REQUIRED, and it came in clear; `reserved_user_id`: the provider knows the user by an id that is reserved here; `user_disabled`: the user is disabled, here or at the identity provider; `origin_not_allowed`: a cookie takes part and the Origin is not the console's; `preflight_required`: a cookie takes part and nothing forces a preflight */
            403: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `method_not_allowed` */
            405: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description the methods of this path */
                    Allow: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `timeout` */
            408: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: a body above 1048576 bytes */
            413: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            414: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            417: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid` */
            422: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            431: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            501: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`; `users_unavailable`: admin-service does not answer; `session_store_unavailable`: session-cache-service does not answer; `keys_unavailable`: every signing key is withdrawn */
            503: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description seconds until it is worth trying again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            505: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    begin_redirected_sign_in: {
        parameters: {
            query: {
                /** @description the `id` of a way in of the kind oidc */
                provider: string;
                /** @description the path of the console to come back to; anything else is its first page */
                return_url?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Go on there; `provider_unavailable`: the provider does not answer; `upgrading`: there are replicas of another version */
            303: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description where to */
                    Location: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `malformed_request` */
            400: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `https_required`: HTTPS_REQUIRED, and it came in clear; `origin_not_allowed`: a browser says that a page fetches it (`Sec-Fetch-Mode`, `Sec-Fetch-Dest`) */
            403: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: there is no such provider */
            404: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `method_not_allowed` */
            405: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description the methods of this path */
                    Allow: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `timeout` */
            408: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: a body above 1048576 bytes */
            413: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            414: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            417: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid` */
            422: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: 60 a minute from one network */
            429: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description seconds until it is worth trying again */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            431: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            501: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded` */
            503: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description seconds until it is worth trying again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            505: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    arrive_from_usap: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Go on there; `provider_unavailable`: the provider does not answer; `sign_in_refused`: the provider did not confirm who it is; `strength_missing`: the provider did not confirm it in the way that is asked for; `sign_in_expired`: later than ten minutes, twice, or in another browser; `too_many_failures`: 60 failures a minute from one address; `session_store_unavailable`: session-cache-service does not answer */
            303: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description where to */
                    Location: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `malformed_request` */
            400: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `https_required`: HTTPS_REQUIRED, and it came in clear; `origin_not_allowed`: a browser says that a page fetches it (`Sec-Fetch-Mode`, `Sec-Fetch-Dest`) */
            403: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `method_not_allowed` */
            405: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description the methods of this path */
                    Allow: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `timeout` */
            408: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: a body above 1048576 bytes */
            413: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            414: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            417: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            431: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            501: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded` */
            503: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description seconds until it is worth trying again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            505: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    arrive_from_provider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                provider: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Go on there; `provider_unavailable`: the provider does not answer; `sign_in_refused`: the provider did not confirm who it is; `strength_missing`: the provider did not confirm it in the way that is asked for; `sign_in_expired`: later than ten minutes, twice, or in another browser; `too_many_failures`: 60 failures a minute from one address; `session_store_unavailable`: session-cache-service does not answer */
            303: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description where to */
                    Location: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `malformed_request` */
            400: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `https_required`: HTTPS_REQUIRED, and it came in clear; `origin_not_allowed`: a browser says that a page fetches it (`Sec-Fetch-Mode`, `Sec-Fetch-Dest`) */
            403: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found` */
            404: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `method_not_allowed` */
            405: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description the methods of this path */
                    Allow: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `timeout` */
            408: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: a body above 1048576 bytes */
            413: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            414: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            417: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid` */
            422: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            431: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            501: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded` */
            503: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description seconds until it is worth trying again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            505: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    complete_redirected_sign_in: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 1048576 bytes */
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInClaimCreate"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description the version, for If-Match */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description `malformed_request` */
            400: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in_expired`: later than two minutes, twice, or in another browser */
            401: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description RFC 6750 */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `https_required`: HTTPS_REQUIRED, and it came in clear; `user_disabled`: the user is disabled, here or at the identity provider; `reserved_user_id`: the provider knows the user by an id that is reserved here; `origin_not_allowed`: a cookie takes part and the Origin is not the console's; `preflight_required`: a cookie takes part and nothing forces a preflight */
            403: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `method_not_allowed` */
            405: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description the methods of this path */
                    Allow: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `timeout` */
            408: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `signed_in_as_other`: somebody else is signed in in this browser; good once more, with `switch`; `confirm_sign_in`: nobody is signed in in this browser, and somebody else was last; asked where the request has `X-Sign-In-Asks: confirm_sign_in` */
            409: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: a body above 1048576 bytes */
            413: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            414: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            417: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid` */
            422: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_failures`: 60 failures a minute from one address */
            429: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description seconds until it is worth trying again */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            431: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            501: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`; `users_unavailable`: admin-service does not answer; `session_store_unavailable`: session-cache-service does not answer; `keys_unavailable`: every signing key is withdrawn */
            503: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description seconds until it is worth trying again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            505: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    refresh: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 1048576 bytes */
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RefreshCreate"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description the version, for If-Match */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description `malformed_request` */
            400: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_refresh_token`: missing, invalid, expired or used before */
            401: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description RFC 6750 */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `https_required`: HTTPS_REQUIRED, and it came in clear; `user_disabled`: the user is disabled, here or at the identity provider; `origin_not_allowed`: a cookie takes part and the Origin is not the console's; `preflight_required`: a cookie takes part and nothing forces a preflight */
            403: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `method_not_allowed` */
            405: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description the methods of this path */
                    Allow: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `timeout` */
            408: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: a body above 1048576 bytes */
            413: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            414: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            417: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid` */
            422: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            431: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            501: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`; `usap_unavailable`: whether the user has left cannot be asked; `provider_unavailable`: whether the identity provider still stands for the session cannot be asked; `rights_unavailable`: admin-service does not answer; `session_store_unavailable`: session-cache-service does not answer; `keys_unavailable`: every signing key is withdrawn */
            503: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description seconds until it is worth trying again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            505: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    password_sign_in: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 1048576 bytes */
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["PasswordSignInCreate"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description the version, for If-Match */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description `invalid`: a value that a person can mend; `malformed_request` */
            400: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_credentials`: wrong name or password, or locked */
            401: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description RFC 6750 */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `https_required`: HTTPS_REQUIRED, and it came in clear; `local_login_disabled`: switched off; `user_disabled`: the user is disabled; `origin_not_allowed`: a cookie takes part and the Origin is not the console's; `preflight_required`: a cookie takes part and nothing forces a preflight */
            403: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `method_not_allowed` */
            405: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description the methods of this path */
                    Allow: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `timeout` */
            408: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: a body above 1048576 bytes */
            413: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            414: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            417: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid` */
            422: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_failures`: too many failures from one address */
            429: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description seconds until it is worth trying again */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            431: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            501: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`; `sign_in_busy`: as many sign-ins as may be wait out their delay; `users_unavailable`: admin-service does not answer; `session_store_unavailable`: session-cache-service does not answer; `keys_unavailable`: every signing key is withdrawn */
            503: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description seconds until it is worth trying again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            505: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sign_out: {
        parameters: {
            query?: {
                /** @description every session of the user, not this one alone */
                all?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description the version, for If-Match */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedOut"];
                };
            };
            /** @description `malformed_request` */
            400: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_token`: a token was sent that is not good (any more), and no cookie */
            401: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description RFC 6750 */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `https_required`: HTTPS_REQUIRED, and it came in clear; `origin_not_allowed`: by cookie, and the Origin is not the console's; `preflight_required`: by cookie, and nothing forces a preflight */
            403: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `method_not_allowed` */
            405: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description the methods of this path */
                    Allow: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `timeout` */
            408: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: a body above 1048576 bytes */
            413: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            414: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            417: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid` */
            422: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            431: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            501: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`; `session_store_unavailable`: session-cache-service does not answer */
            503: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description seconds until it is worth trying again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            505: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_own_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description the limit: requests and seconds */
                    "RateLimit-Policy"?: string;
                    /** @description what is left, and seconds until more */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"][];
                };
            };
            /** @description `malformed_request` */
            400: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_token` */
            401: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description RFC 6750 */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `user_disabled`; `not_authorized`; `token_limited`: a check token, which is for other routes; `password_change_required`: the sign-in was by a one-time password; `https_required`: HTTPS_REQUIRED, and it came in clear */
            403: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `method_not_allowed` */
            405: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description the methods of this path */
                    Allow: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `timeout` */
            408: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: a body above 1048576 bytes */
            413: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            414: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            417: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description seconds until it is worth trying again */
                    "Retry-After": number;
                    /** @description the limit: requests and seconds */
                    "RateLimit-Policy"?: string;
                    /** @description what is left, and seconds until more */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            431: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            501: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `session_store_unavailable`: session-cache-service does not answer; `rights_unavailable`: admin-service does not answer */
            503: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description seconds until it is worth trying again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            505: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    end_own_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description the limit: requests and seconds */
                    "RateLimit-Policy"?: string;
                    /** @description what is left, and seconds until more */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        message: string;
                    };
                };
            };
            /** @description `malformed_request` */
            400: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_token` */
            401: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description RFC 6750 */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `user_disabled`; `not_authorized`; `token_limited`: a check token, which is for other routes; `password_change_required`: the sign-in was by a one-time password; `https_required`: HTTPS_REQUIRED, and it came in clear; `recent_sign_in_required`: another session than this one, and the sign-in is not recent */
            403: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found` */
            404: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `method_not_allowed` */
            405: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description the methods of this path */
                    Allow: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `timeout` */
            408: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: a body above 1048576 bytes */
            413: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            414: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            417: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid` */
            422: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description seconds until it is worth trying again */
                    "Retry-After": number;
                    /** @description the limit: requests and seconds */
                    "RateLimit-Policy"?: string;
                    /** @description what is left, and seconds until more */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            431: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            501: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `session_store_unavailable`: session-cache-service does not answer; `rights_unavailable`: admin-service does not answer */
            503: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description seconds until it is worth trying again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            505: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_user_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description the limit: requests and seconds */
                    "RateLimit-Policy"?: string;
                    /** @description what is left, and seconds until more */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"][];
                };
            };
            /** @description `malformed_request` */
            400: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_token` */
            401: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description RFC 6750 */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `missing_permission`; `user_disabled`; `not_authorized`; `token_limited`: a check token, which is for other routes; `password_change_required`: the sign-in was by a one-time password; `https_required`: HTTPS_REQUIRED, and it came in clear */
            403: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found` */
            404: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `method_not_allowed` */
            405: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description the methods of this path */
                    Allow: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `timeout` */
            408: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: a body above 1048576 bytes */
            413: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            414: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            417: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid` */
            422: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description seconds until it is worth trying again */
                    "Retry-After": number;
                    /** @description the limit: requests and seconds */
                    "RateLimit-Policy"?: string;
                    /** @description what is left, and seconds until more */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            431: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            501: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `session_store_unavailable`: session-cache-service does not answer; `rights_unavailable`: admin-service does not answer */
            503: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description seconds until it is worth trying again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            505: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    end_user_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description the limit: requests and seconds */
                    "RateLimit-Policy"?: string;
                    /** @description what is left, and seconds until more */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        message: string;
                    };
                };
            };
            /** @description `malformed_request` */
            400: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_token` */
            401: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description RFC 6750 */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `missing_permission`; `user_disabled`; `not_authorized`; `token_limited`: a check token, which is for other routes; `password_change_required`: the sign-in was by a one-time password; `https_required`: HTTPS_REQUIRED, and it came in clear */
            403: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found` */
            404: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `method_not_allowed` */
            405: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description the methods of this path */
                    Allow: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `timeout` */
            408: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: a body above 1048576 bytes */
            413: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            414: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            417: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid` */
            422: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description seconds until it is worth trying again */
                    "Retry-After": number;
                    /** @description the limit: requests and seconds */
                    "RateLimit-Policy"?: string;
                    /** @description what is left, and seconds until more */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            431: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            501: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `session_store_unavailable`: session-cache-service does not answer; `rights_unavailable`: admin-service does not answer */
            503: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description seconds until it is worth trying again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            505: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    end_user_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
                sid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description the limit: requests and seconds */
                    "RateLimit-Policy"?: string;
                    /** @description what is left, and seconds until more */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        message: string;
                    };
                };
            };
            /** @description `malformed_request` */
            400: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_token` */
            401: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description RFC 6750 */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `missing_permission`; `user_disabled`; `not_authorized`; `token_limited`: a check token, which is for other routes; `password_change_required`: the sign-in was by a one-time password; `https_required`: HTTPS_REQUIRED, and it came in clear */
            403: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found` */
            404: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `method_not_allowed` */
            405: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description the methods of this path */
                    Allow: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `timeout` */
            408: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: a body above 1048576 bytes */
            413: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            414: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            417: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid` */
            422: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description seconds until it is worth trying again */
                    "Retry-After": number;
                    /** @description the limit: requests and seconds */
                    "RateLimit-Policy"?: string;
                    /** @description what is left, and seconds until more */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            431: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            501: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `session_store_unavailable`: session-cache-service does not answer; `rights_unavailable`: admin-service does not answer */
            503: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description seconds until it is worth trying again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            505: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    provider_sign_out: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                provider: string;
            };
            cookie?: never;
        };
        /** @description At most 1048576 bytes */
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["LogoutTokenCreate"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        message: string;
                    };
                };
            };
            /** @description `malformed_request`; `invalid_logout_token`: the token does not hold, or the store or the provider does not answer */
            400: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `https_required`: HTTPS_REQUIRED, and it came in clear */
            403: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: there is no such provider, or it does not sign people out here */
            404: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `method_not_allowed` */
            405: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description the methods of this path */
                    Allow: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `timeout` */
            408: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: a body above 1048576 bytes */
            413: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            414: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            417: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid` */
            422: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_failures`: 60 failures a minute from one network */
            429: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description seconds until it is worth trying again */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            431: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            501: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded` */
            503: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description seconds until it is worth trying again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            505: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    user_info: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description the limit: requests and seconds */
                    "RateLimit-Policy"?: string;
                    /** @description what is left, and seconds until more */
                    RateLimit?: string;
                    /** @description the version, for If-Match */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserInfo"];
                };
            };
            /** @description `malformed_request` */
            400: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_token` */
            401: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description RFC 6750 */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `user_disabled`; `not_authorized`; `token_limited`: a check token, which is for other routes; `password_change_required`: the sign-in was by a one-time password; `https_required`: HTTPS_REQUIRED, and it came in clear */
            403: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: the identity provider does not know this user any more */
            404: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `method_not_allowed` */
            405: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description the methods of this path */
                    Allow: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `timeout` */
            408: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: a body above 1048576 bytes */
            413: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            414: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            417: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description seconds until it is worth trying again */
                    "Retry-After": number;
                    /** @description the limit: requests and seconds */
                    "RateLimit-Policy"?: string;
                    /** @description what is left, and seconds until more */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            431: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            501: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `usap_unavailable`: nothing is kept and the identity provider cannot be asked; `rights_unavailable`: admin-service does not answer */
            503: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description seconds until it is worth trying again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            505: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    user_names: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 1048576 bytes */
        requestBody: {
            content: {
                "application/json": components["schemas"]["NamesRequestCreate"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description the limit: requests and seconds */
                    "RateLimit-Policy"?: string;
                    /** @description what is left, and seconds until more */
                    RateLimit?: string;
                    /** @description the version, for If-Match */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Names"];
                };
            };
            /** @description `invalid`: a value that a person can mend; `malformed_request` */
            400: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_token` */
            401: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description RFC 6750 */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `user_disabled`; `not_authorized`; `token_limited`: a check token, which is for other routes; `password_change_required`: the sign-in was by a one-time password; `https_required`: HTTPS_REQUIRED, and it came in clear */
            403: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `method_not_allowed` */
            405: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description the methods of this path */
                    Allow: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `timeout` */
            408: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: a body above 1048576 bytes */
            413: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            414: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            417: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid` */
            422: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description seconds until it is worth trying again */
                    "Retry-After": number;
                    /** @description the limit: requests and seconds */
                    "RateLimit-Policy"?: string;
                    /** @description what is left, and seconds until more */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            431: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            501: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `usap_unavailable`: nothing of them is kept and the identity provider cannot be asked; `rights_unavailable`: admin-service does not answer */
            503: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description seconds until it is worth trying again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            505: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reload_user_info: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 1048576 bytes */
        requestBody?: {
            content: {
                "application/json": components["schemas"]["UserInfoReloadCreate"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description the limit: requests and seconds */
                    "RateLimit-Policy"?: string;
                    /** @description what is left, and seconds until more */
                    RateLimit?: string;
                    /** @description the version, for If-Match */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NamedUser"];
                };
            };
            /** @description `invalid`: a value that a person can mend; `malformed_request` */
            400: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_token` */
            401: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description RFC 6750 */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `user_disabled`; `not_authorized`; `token_limited`: a check token, which is for other routes; `password_change_required`: the sign-in was by a one-time password; `https_required`: HTTPS_REQUIRED, and it came in clear; `missing_permission`: somebody else is asked for, without user_management */
            403: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: the identity provider does not know this user */
            404: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `method_not_allowed` */
            405: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description the methods of this path */
                    Allow: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `timeout` */
            408: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: a body above 1048576 bytes */
            413: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            414: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            417: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid` */
            422: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description seconds until it is worth trying again */
                    "Retry-After": number;
                    /** @description the limit: requests and seconds */
                    "RateLimit-Policy"?: string;
                    /** @description what is left, and seconds until more */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            431: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            501: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `usap_unavailable`: nothing is kept and the identity provider cannot be asked; `rights_unavailable`: admin-service does not answer */
            503: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description seconds until it is worth trying again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            505: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    drop_user_info: {
        parameters: {
            query?: {
                /** @description a USAP id, with user_management; oneself by default */
                user_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description the limit: requests and seconds */
                    "RateLimit-Policy"?: string;
                    /** @description what is left, and seconds until more */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        message: string;
                    };
                };
            };
            /** @description `malformed_request` */
            400: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_token` */
            401: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description RFC 6750 */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `missing_permission`; `user_disabled`; `not_authorized`; `token_limited`: a check token, which is for other routes; `password_change_required`: the sign-in was by a one-time password; `https_required`: HTTPS_REQUIRED, and it came in clear */
            403: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `method_not_allowed` */
            405: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description the methods of this path */
                    Allow: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `timeout` */
            408: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: a body above 1048576 bytes */
            413: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            414: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            417: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid` */
            422: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description seconds until it is worth trying again */
                    "Retry-After": number;
                    /** @description the limit: requests and seconds */
                    "RateLimit-Policy"?: string;
                    /** @description what is left, and seconds until more */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            431: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            501: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `session_store_unavailable`: session-cache-service does not answer; `rights_unavailable`: admin-service does not answer */
            503: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description seconds until it is worth trying again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            505: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    jwks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        keys: Record<string, never>[];
                    };
                };
            };
            /** @description `malformed_request` */
            400: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `https_required`: HTTPS_REQUIRED, and it came in clear */
            403: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `method_not_allowed` */
            405: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description the methods of this path */
                    Allow: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `timeout` */
            408: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: a body above 1048576 bytes */
            413: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            414: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            417: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            431: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            501: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded` */
            503: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description seconds until it is worth trying again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            505: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    jwks_root: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        keys: Record<string, never>[];
                    };
                };
            };
            /** @description `malformed_request` */
            400: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `https_required`: HTTPS_REQUIRED, and it came in clear */
            403: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `method_not_allowed` */
            405: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description the methods of this path */
                    Allow: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `timeout` */
            408: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: a body above 1048576 bytes */
            413: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            414: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            417: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            431: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            501: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded` */
            503: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description seconds until it is worth trying again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            505: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    verify_for_tool: {
        parameters: {
            query: {
                /** @description a permission's code */
                permission: string;
                /** @description an app_id: holding it there is enough; absent: it must be held everywhere */
                scenario?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is no body */
            204: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `malformed_request` */
            400: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_token`: neither an access token nor the cookie of tools is good */
            401: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description RFC 6750 */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `https_required`: HTTPS_REQUIRED, and it came in clear; `not_authorized`: a parameter is missing, unknown, doubled or no value of its kind; `missing_permission`: the permission is not held; `user_disabled`: the user is disabled */
            403: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `method_not_allowed` */
            405: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description the methods of this path */
                    Allow: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `timeout` */
            408: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: a body above 1048576 bytes */
            413: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            414: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            417: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid` */
            422: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            431: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            501: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`; `revocations_stale`: for longer than 30 s nobody has said which sessions ended; `keys_unavailable`: every signing key is withdrawn; `rights_unavailable`: admin-service does not answer */
            503: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description seconds until it is worth trying again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            505: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ways_in: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description the version, for If-Match */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaysIn"];
                };
            };
            /** @description `malformed_request` */
            400: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `https_required`: HTTPS_REQUIRED, and it came in clear */
            403: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `method_not_allowed` */
            405: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description the methods of this path */
                    Allow: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `timeout` */
            408: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: a body above 1048576 bytes */
            413: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            414: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            417: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            431: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            501: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded` */
            503: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description seconds until it is worth trying again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            505: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    internal_health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description `malformed_request` */
            400: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `method_not_allowed` */
            405: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description the methods of this path */
                    Allow: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `timeout` */
            408: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: a body above 1048576 bytes */
            413: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            414: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            417: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            431: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            501: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded` */
            503: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description seconds until it is worth trying again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            505: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    internal_readiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description `malformed_request` */
            400: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `method_not_allowed` */
            405: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description the methods of this path */
                    Allow: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `timeout` */
            408: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: a body above 1048576 bytes */
            413: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            414: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            417: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            431: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            501: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded` */
            503: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description seconds until it is worth trying again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": Record<string, never>;
                };
            };
            /** @description `malformed_request` */
            505: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "text/plain; version=0.0.4; charset=utf-8": string;
                };
            };
            /** @description `malformed_request` */
            400: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `method_not_allowed` */
            405: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description the methods of this path */
                    Allow: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `timeout` */
            408: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: a body above 1048576 bytes */
            413: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            414: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            417: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            431: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            501: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded` */
            503: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description seconds until it is worth trying again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            505: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    openapi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description `malformed_request` */
            400: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `method_not_allowed` */
            405: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description the methods of this path */
                    Allow: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `timeout` */
            408: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: a body above 1048576 bytes */
            413: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            414: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            417: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            431: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            501: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded` */
            503: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    /** @description seconds until it is worth trying again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `malformed_request` */
            505: {
                headers: {
                    /** @description the id of this request, as in the logs */
                    "X-Request-ID": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
