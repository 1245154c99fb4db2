// Generated from openapi/admin-service.json by `npm run api-types`.

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
    "/api/v1/tags/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All tags by code
         * @description Access: any signed-in user. Also check tokens that are limited to one tag, for that alone. Also by an API key, in X-API-Key.
         */
        get: operations["list_tags"];
        put?: never;
        /**
         * create Tag
         * @description Access: permission `tag_management`. Also check tokens that are limited to one tag, for that alone. Also by an API key, in X-API-Key.
         */
        post: operations["create_tag"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tags/tree": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All tags as trees
         * @description Access: any signed-in user. Also by an API key, in X-API-Key.
         */
        get: operations["tag_tree"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tags/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * update Tag
         * @description Access: permission `tag_management`. Also check tokens that are limited to one tag, for that alone. Also by an API key, in X-API-Key.
         */
        put: operations["update_tag"];
        post?: never;
        /**
         * delete Tag
         * @description Access: permission `tag_management`. Also check tokens that are limited to one tag, for that alone. Also by an API key, in X-API-Key.
         */
        delete: operations["delete_tag"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keywords/global/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Global keywords by page
         * @description Access: any signed-in user. Also by an API key, in X-API-Key.
         */
        get: operations["list_global_keywords"];
        put?: never;
        /**
         * create Global keyword
         * @description Access: permission `global_keywords`. Also by an API key, in X-API-Key.
         */
        post: operations["create_global_keyword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keywords/global/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * update Global keyword
         * @description Access: permission `global_keywords`. Also by an API key, in X-API-Key.
         */
        put: operations["update_global_keyword"];
        post?: never;
        /**
         * delete Global keyword
         * @description Access: permission `global_keywords`. Also by an API key, in X-API-Key.
         */
        delete: operations["delete_global_keyword"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/apps/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All scenarios
         * @description Access: any signed-in user. Also by an API key, in X-API-Key.
         */
        get: operations["list_scenarios"];
        put?: never;
        /**
         * Creates a scenario
         * @description Access: permission `app_management`. Also by an API key, in X-API-Key.
         */
        post: operations["create_scenario"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/apps/{app_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One scenario by its app_id
         * @description Access: any signed-in user. Also by an API key, in X-API-Key.
         */
        get: operations["get_scenario"];
        /**
         * Changes the members present; also with `scenario_basic_info` in it
         * @description Access: permission `app_management`, decided by the row. Also by an API key, in X-API-Key.
         */
        put: operations["update_scenario"];
        post?: never;
        /**
         * Removes a scenario with its keywords, policies, grants and API keys
         * @description Access: permission `app_management`. Also by an API key, in X-API-Key.
         */
        delete: operations["delete_scenario"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/apps/{app_id}/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The API keys of a scenario, oldest first
         * @description Access: permission `app_management`, decided by the row.
         */
        get: operations["list_api_keys"];
        put?: never;
        /**
         * Makes an API key; its answer shows the key, and nothing else ever does
         * @description Access: permission `app_management`.
         */
        post: operations["create_api_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/apps/{app_id}/api-keys/{id}": {
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
         * Removes an API key: every replica refuses it within a second
         * @description Access: permission `app_management`.
         */
        delete: operations["delete_api_key"];
        options?: never;
        head?: never;
        /**
         * Changes the members present
         * @description Access: permission `app_management`.
         */
        patch: operations["update_api_key"];
        trace?: never;
    };
    "/api/v1/keywords/scenario/{app_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All keywords of a scenario
         * @description Access: access to the scenario. Also by an API key, in X-API-Key.
         */
        get: operations["list_scenario_keywords"];
        /**
         * update Scenario keyword
         * @description Access: permission `scenario_keywords`, decided by the row. Also by an API key, in X-API-Key.
         */
        put: operations["update_scenario_keyword"];
        post?: never;
        /**
         * delete Scenario keyword
         * @description Access: permission `scenario_keywords`, decided by the row. Also by an API key, in X-API-Key.
         */
        delete: operations["delete_scenario_keyword"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keywords/scenario/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * create Scenario keyword
         * @description Access: permission `scenario_keywords`, decided by the row. Also by an API key, in X-API-Key.
         */
        post: operations["create_scenario_keyword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policies/scenario/{app_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All policies of a scenario
         * @description Access: access to the scenario. Also by an API key, in X-API-Key.
         */
        get: operations["list_scenario_policies"];
        /**
         * update Scenario policy
         * @description Access: permission `scenario_policies`, decided by the row. Also by an API key, in X-API-Key.
         */
        put: operations["update_scenario_policy"];
        post?: never;
        /**
         * delete Scenario policy
         * @description Access: permission `scenario_policies`, decided by the row. Also by an API key, in X-API-Key.
         */
        delete: operations["delete_scenario_policy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policies/scenario/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * create Scenario policy
         * @description Access: permission `scenario_policies`, decided by the row. Also by an API key, in X-API-Key.
         */
        post: operations["create_scenario_policy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policies/defaults/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Global defaults by page; whoever may read everything, too
         * @description Access: permission `global_policies`, decided by the row. Also by an API key, in X-API-Key.
         */
        get: operations["list_global_defaults"];
        put?: never;
        /**
         * create Global default
         * @description Access: permission `global_policies`. Also by an API key, in X-API-Key.
         */
        post: operations["create_global_default"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policies/defaults/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * update Global default
         * @description Access: permission `global_policies`. Also by an API key, in X-API-Key.
         */
        put: operations["update_global_default"];
        post?: never;
        /**
         * delete Global default
         * @description Access: permission `global_policies`. Also by an API key, in X-API-Key.
         */
        delete: operations["delete_global_default"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/playground/input": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decides on an input
         * @description Access: permission `playground`, decided by the row. Also by an API key, in X-API-Key.
         */
        post: operations["try_input"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/playground/output": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decides on an output
         * @description Access: permission `playground`, decided by the row. Also by an API key, in X-API-Key.
         */
        post: operations["try_output"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/playground/full": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decides on an input and its output
         * @description Access: permission `playground`, decided by the row. Also by an API key, in X-API-Key.
         */
        post: operations["try_full"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/playground/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tries in the scenarios in which one holds playground, newest first
         * @description Access: permission `playground`, decided by the row. Also by an API key, in X-API-Key.
         */
        get: operations["list_playground_tries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/me/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the caller may do
         * @description Access: any signed-in user.
         */
        get: operations["my_permissions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/permissions/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The scenarios in which the caller holds a role, and what it allows
         * @description Access: any signed-in user. Also by an API key, in X-API-Key.
         */
        get: operations["my_scenarios"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/permissions/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The same by query
         * @description Access: any signed-in user. Also by an API key, in X-API-Key.
         */
        get: operations["check_permission_by_query"];
        put?: never;
        /**
         * Whether the caller holds a permission
         * @description Access: any signed-in user. Also by an API key, in X-API-Key.
         */
        post: operations["check_permission"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All roles by type and code
         * @description Access: any signed-in user.
         */
        get: operations["list_roles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles/permissions/all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All permissions
         * @description Access: any signed-in user.
         */
        get: operations["list_permissions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles/{id}/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a role holds
         * @description Access: any signed-in user.
         */
        get: operations["role_permissions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All users, newest first
         * @description Access: permission `user_management`, decided by the row.
         */
        get: operations["list_users"];
        put?: never;
        /**
         * Makes a local account, or a service account
         * @description Access: permission `user_management`.
         */
        post: operations["create_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One user, as the list shows it
         * @description Access: permission `user_management`, decided by the row.
         */
        get: operations["get_user"];
        put?: never;
        post?: never;
        /**
         * Removes a user with all grants and ends the sessions
         * @description Access: permission `user_management`.
         */
        delete: operations["delete_user"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/role": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Gives a user another role
         * @description Access: permission `user_management`.
         */
        put: operations["change_user_role"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Enables a user, or disables one and ends the sessions
         * @description Access: permission `user_management`.
         */
        patch: operations["change_user_status"];
        trace?: never;
    };
    "/api/v1/users/{id}/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The roles that a user holds, newest first; also one's own
         * @description Access: permission `user_management`, decided by the row.
         */
        get: operations["list_user_roles"];
        put?: never;
        /**
         * Gives a user a role
         * @description Access: permission `user_management`.
         */
        post: operations["create_user_role"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/roles/{assignment}": {
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
         * Takes a role from a user
         * @description Access: permission `user_management`.
         */
        delete: operations["delete_user_role"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/scenarios": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Older assignments of a user to scenarios, newest first; also one's own
         * @description Access: permission `user_management`, decided by the row.
         */
        get: operations["list_user_scenarios"];
        put?: never;
        /**
         * Assigns a user to a scenario
         * @description Access: permission `user_management`.
         */
        post: operations["create_user_scenario"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/scenarios/{key}": {
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
         * Ends an assignment, named by its app_id or its id
         * @description Access: permission `user_management`.
         */
        delete: operations["delete_user_scenario"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/scenarios/{app_id}/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Changes what an assignment allows
         * @description Access: permission `user_management`.
         */
        put: operations["change_user_scenario_permissions"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/identities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * By which providers a user comes, and as whom; also one's own
         * @description Access: permission `user_management`, decided by the row.
         */
        get: operations["list_user_identities"];
        put?: never;
        /**
         * Lets a user come by a provider, and ends the sessions; a local account becomes the provider's, and its password is forgotten
         * @description Access: permission `user_management`.
         */
        post: operations["create_user_identity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/identities/{identity}": {
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
         * Takes an identity from a user, and ends the sessions
         * @description Access: permission `user_management`.
         */
        delete: operations["delete_user_identity"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Sets a local account's password and ends the sessions; one's own with the current one
         * @description Access: permission `user_management`, decided by the row. Also who signed in by a one-time password, for the own account alone.
         */
        put: operations["change_user_password"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/reset-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes a new password for a local account and ends the sessions
         * @description Access: permission `user_management`.
         */
        post: operations["reset_user_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The API keys of a service account, oldest first
         * @description Access: permission `user_management`, decided by the row.
         */
        get: operations["list_account_keys"];
        put?: never;
        /**
         * Makes an API key of a service account; its answer shows the key, and nothing else ever does
         * @description Access: permission `user_management`.
         */
        post: operations["create_account_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/api-keys/{key}": {
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
         * Removes an API key: every replica refuses it from then on
         * @description Access: permission `user_management`.
         */
        delete: operations["delete_account_key"];
        options?: never;
        head?: never;
        /**
         * Changes the members present
         * @description Access: permission `user_management`.
         */
        patch: operations["update_account_key"];
        trace?: never;
    };
    "/api/v1/audit-logs/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was done, newest first; of the scenarios in which one holds audit_logs
         * @description Access: permission `audit_logs`, decided by the row. Also by an API key, in X-API-Key.
         */
        get: operations["list_audit_logs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit-logs/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many there are
         * @description Access: permission `audit_logs`, decided by the row. Also by an API key, in X-API-Key.
         */
        get: operations["count_audit_logs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit-logs/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The same as a file: csv or jsonl (application/x-ndjson)
         * @description Access: permission `audit_logs`, decided by the row. Also by an API key, in X-API-Key.
         */
        get: operations["export_audit_logs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The document of the routes that are published
         * @description Access: anyone.
         */
        get: operations["public_openapi"];
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
    "/internal/v1/api-keys/uses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Which API keys were used, by how many texts
         * @description Access: internal callers: guard.
         */
        post: operations["report_api_key_uses"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/v1/users/{uid}/rights": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a user may do
         * @description Access: internal callers: auth guard.
         */
        get: operations["user_rights"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/v1/users/verify-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Whether this is the user's password
         * @description Access: internal callers: auth.
         */
        post: operations["verify_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/v1/users/find": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Whom an identity is of
         * @description Access: internal callers: auth.
         */
        post: operations["find_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/v1/users/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Finds or makes the user behind an identity
         * @description Access: internal callers: auth.
         */
        post: operations["sign_in_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/v1/users/mapped-roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives a user the roles that a provider's groups come to, and takes those that they do not
         * @description Access: internal callers: auth.
         */
        post: operations["map_user_roles"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Keeps audit events of another service; once each, by id
         * @description Access: internal callers: auth.
         */
        post: operations["store_audit_events"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/v1/policy/snapshot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The whole policy at one number, a JSON object a line
         * @description Access: internal callers: guard.
         */
        get: operations["policy_snapshot"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/v1/policy/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What changed after a number; waits for news
         * @description Access: internal callers: guard.
         */
        get: operations["policy_changes"];
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
        Tag: {
            /** @description opaque id */
            readonly id: string;
            /** @description unique, trimmed, without inner blanks and invisible characters; cannot be changed */
            tag_code: string;
            /** @description shown to people */
            tag_name: string;
            /** @description tag_code of the parent; null for a root */
            parent_code: string | null;
            /** @description 1 for a root, at most 5; follows from the parent */
            readonly level: number;
            /** @description inactive tags are kept and not offered */
            is_active: boolean;
            /** @description raised by each change; the ETag */
            readonly version: number;
        };
        TagNode: {
            id: string;
            tag_code: string;
            tag_name: string;
            parent_code: string | null;
            level: number;
            is_active: boolean;
            children: components["schemas"]["TagNode"][];
        };
        TagCreate: {
            /** @description opaque id */
            readonly id?: unknown;
            /** @description unique, trimmed, without inner blanks and invisible characters; cannot be changed */
            tag_code: string;
            /** @description shown to people */
            tag_name: string;
            /** @description tag_code of the parent; null for a root */
            parent_code?: string | null | "";
            /** @description 1 for a root, at most 5; follows from the parent */
            readonly level?: unknown;
            /** @description inactive tags are kept and not offered */
            is_active?: boolean;
            /** @description raised by each change; the ETag */
            readonly version?: unknown;
        };
        TagUpdate: {
            /** @description opaque id */
            readonly id?: unknown;
            /** @description unique, trimmed, without inner blanks and invisible characters; cannot be changed */
            tag_code?: string;
            /** @description shown to people */
            tag_name?: string;
            /** @description tag_code of the parent; null for a root */
            parent_code?: string | null | "";
            /** @description 1 for a root, at most 5; follows from the parent */
            readonly level?: unknown;
            /** @description inactive tags are kept and not offered */
            is_active?: boolean;
            /** @description raised by each change; the ETag */
            readonly version?: unknown;
        };
        GlobalKeyword: {
            /** @description opaque id */
            readonly id: string;
            /** @description stored trimmed, NFC; unique in its normalised form */
            keyword: string;
            /** @description a known tag */
            tag_code: string;
            /** @description what happens where no rule applies: High BLOCK, Medium REVIEW, Low PASS */
            risk_level: string;
            /** @description inactive words never match */
            is_active: boolean;
            /** @description for people */
            note: string | null;
            /** @description raised by each change; the ETag */
            readonly version: number;
        };
        GlobalKeywordCreate: {
            /** @description opaque id */
            readonly id?: unknown;
            /** @description stored trimmed, NFC; unique in its normalised form */
            keyword: string;
            /** @description a known tag */
            tag_code: string;
            /**
             * @description what happens where no rule applies: High BLOCK, Medium REVIEW, Low PASS
             * @enum {string}
             */
            risk_level: "High" | "Medium" | "Low";
            /** @description inactive words never match */
            is_active?: boolean;
            /** @description for people */
            note?: string | null;
            /** @description raised by each change; the ETag */
            readonly version?: unknown;
            /**
             * @description not in this version: null or empty
             * @enum {unknown}
             */
            exemptions?: null | "" | never[] | Record<string, never>;
            /**
             * @description not in this version: null or empty
             * @enum {unknown}
             */
            match?: null | "" | never[] | Record<string, never> | "LITERAL";
            /**
             * @description not in this version: null or empty
             * @enum {unknown}
             */
            options?: null | "" | never[] | Record<string, never>;
            /**
             * @description not in this version: null or empty
             * @enum {unknown}
             */
            replacement?: null | "" | never[] | Record<string, never>;
            /**
             * @description not in this version: null or empty
             * @enum {unknown}
             */
            expires_at?: null | "" | never[] | Record<string, never>;
        };
        GlobalKeywordUpdate: {
            /** @description opaque id */
            readonly id?: unknown;
            /** @description stored trimmed, NFC; unique in its normalised form */
            keyword?: string;
            /** @description a known tag */
            tag_code?: string;
            /**
             * @description what happens where no rule applies: High BLOCK, Medium REVIEW, Low PASS
             * @enum {string}
             */
            risk_level?: "High" | "Medium" | "Low";
            /** @description inactive words never match */
            is_active?: boolean;
            /** @description for people */
            note?: string | null;
            /** @description raised by each change; the ETag */
            readonly version?: unknown;
            /**
             * @description not in this version: null or empty
             * @enum {unknown}
             */
            exemptions?: null | "" | never[] | Record<string, never>;
            /**
             * @description not in this version: null or empty
             * @enum {unknown}
             */
            match?: null | "" | never[] | Record<string, never> | "LITERAL";
            /**
             * @description not in this version: null or empty
             * @enum {unknown}
             */
            options?: null | "" | never[] | Record<string, never>;
            /**
             * @description not in this version: null or empty
             * @enum {unknown}
             */
            replacement?: null | "" | never[] | Record<string, never>;
            /**
             * @description not in this version: null or empty
             * @enum {unknown}
             */
            expires_at?: null | "" | never[] | Record<string, never>;
        };
        Scenario: {
            /** @description opaque id */
            readonly id: string;
            /** @description unique, trimmed; letters, digits, _ . - in new ones; cannot be changed */
            app_id: string;
            /** @description shown to people */
            app_name: string;
            /** @description for people */
            description: string | null;
            /** @description checks of an inactive scenario are refused */
            is_active: boolean;
            /** @description whether its white words count */
            enable_whitelist: boolean;
            /** @description whether its black words count */
            enable_blacklist: boolean;
            /** @description whether its custom policies count */
            enable_custom_policy: boolean;
            /** @description what a blocked user is shown */
            block_answer: string | null;
            /** @description what replaces a text whose rewrite has no span */
            rewrite_answer: string | null;
            /** @description raised by each change; the ETag */
            readonly version: number;
        };
        ScenarioCreate: {
            /** @description opaque id */
            readonly id?: unknown;
            /** @description unique, trimmed; letters, digits, _ . - in new ones; cannot be changed */
            app_id: string;
            /** @description shown to people */
            app_name: string;
            /** @description for people */
            description?: string | null | "";
            /** @description checks of an inactive scenario are refused */
            is_active?: boolean;
            /** @description whether its white words count */
            enable_whitelist?: boolean;
            /** @description whether its black words count */
            enable_blacklist?: boolean;
            /** @description whether its custom policies count */
            enable_custom_policy?: boolean;
            /** @description what a blocked user is shown */
            block_answer?: string | null | "";
            /** @description what replaces a text whose rewrite has no span */
            rewrite_answer?: string | null | "";
            /** @description raised by each change; the ETag */
            readonly version?: unknown;
        };
        ScenarioUpdate: {
            /** @description opaque id */
            readonly id?: unknown;
            /** @description unique, trimmed; letters, digits, _ . - in new ones; cannot be changed */
            app_id?: string;
            /** @description shown to people */
            app_name?: string;
            /** @description for people */
            description?: string | null | "";
            /** @description checks of an inactive scenario are refused */
            is_active?: boolean;
            /** @description whether its white words count */
            enable_whitelist?: boolean;
            /** @description whether its black words count */
            enable_blacklist?: boolean;
            /** @description whether its custom policies count */
            enable_custom_policy?: boolean;
            /** @description what a blocked user is shown */
            block_answer?: string | null | "";
            /** @description what replaces a text whose rewrite has no span */
            rewrite_answer?: string | null | "";
            /** @description raised by each change; the ETag */
            readonly version?: unknown;
        };
        ApiKey: {
            /** @description opaque id */
            readonly id: string;
            /** @description of the scenario whose texts it may have decided */
            readonly app_id: string;
            /** @description for people */
            name: string;
            /** @description what stands behind `lgm_`: by it a key is recognised */
            readonly prefix: string;
            /** @description check: have texts decided; send_flags, send_labels: the switches and labels that come with them count; cannot be changed */
            scopes: string[];
            /** @description texts that it may have decided; null: no limit */
            quota: components["schemas"]["ApiKeyQuota"] | null;
            /**
             * Format: date-time
             * @description from then on it is refused; null: never
             */
            expires_at: string | null;
            /** @description an inactive key is refused */
            is_active: boolean;
            /** Format: date-time */
            readonly created_at: string;
            /** Format: date-time */
            readonly updated_at: string;
            /** @description id of the user who made it */
            readonly created_by: string;
            /**
             * Format: date-time
             * @description told once a minute; null: not yet
             */
            readonly last_used_at: string | null;
            /** @description the address of who used it last */
            readonly last_used_from: string | null;
            /** @description texts in the last whole minute that was told */
            readonly used_last_minute: number;
            /** @description raised by each change; the ETag */
            readonly version: number;
            /** @description the key itself: in the answer to its making alone */
            readonly key?: string | null;
        };
        ApiKeyQuota: {
            /** @description texts in a minute, as many at once; null: no limit */
            per_minute: number | null;
            /** @description texts in a day, which begins at 00:00 UTC; null: no limit */
            per_day: number | null;
        };
        ApiKeyCreate: {
            /** @description opaque id */
            readonly id?: unknown;
            /** @description of the scenario whose texts it may have decided */
            readonly app_id?: unknown;
            /** @description for people */
            name: string;
            /** @description what stands behind `lgm_`: by it a key is recognised */
            readonly prefix?: unknown;
            /** @description check: have texts decided; send_flags, send_labels: the switches and labels that come with them count; cannot be changed */
            scopes?: ("check" | "send_flags" | "send_labels")[];
            /** @description texts that it may have decided; null: no limit */
            quota?: components["schemas"]["ApiKeyQuotaCreate"] | null;
            /**
             * Format: date-time
             * @description from then on it is refused; null: never
             */
            expires_at?: string | null;
            /** @description an inactive key is refused */
            is_active?: boolean;
            readonly created_at?: unknown;
            readonly updated_at?: unknown;
            /** @description id of the user who made it */
            readonly created_by?: unknown;
            /** @description told once a minute; null: not yet */
            readonly last_used_at?: unknown;
            /** @description the address of who used it last */
            readonly last_used_from?: unknown;
            /** @description texts in the last whole minute that was told */
            readonly used_last_minute?: unknown;
            /** @description raised by each change; the ETag */
            readonly version?: unknown;
            /** @description the key itself: in the answer to its making alone */
            readonly key?: unknown;
        };
        ApiKeyQuotaCreate: {
            /** @description texts in a minute, as many at once; null: no limit */
            per_minute?: number | null;
            /** @description texts in a day, which begins at 00:00 UTC; null: no limit */
            per_day?: number | null;
        };
        ApiKeyUpdate: {
            /** @description opaque id */
            readonly id?: unknown;
            /** @description of the scenario whose texts it may have decided */
            readonly app_id?: unknown;
            /** @description for people */
            name?: string;
            /** @description what stands behind `lgm_`: by it a key is recognised */
            readonly prefix?: unknown;
            /** @description check: have texts decided; send_flags, send_labels: the switches and labels that come with them count; cannot be changed */
            scopes?: ("check" | "send_flags" | "send_labels")[];
            /** @description texts that it may have decided; null: no limit */
            quota?: components["schemas"]["ApiKeyQuotaUpdate"] | null;
            /**
             * Format: date-time
             * @description from then on it is refused; null: never
             */
            expires_at?: string | null;
            /** @description an inactive key is refused */
            is_active?: boolean;
            readonly created_at?: unknown;
            readonly updated_at?: unknown;
            /** @description id of the user who made it */
            readonly created_by?: unknown;
            /** @description told once a minute; null: not yet */
            readonly last_used_at?: unknown;
            /** @description the address of who used it last */
            readonly last_used_from?: unknown;
            /** @description texts in the last whole minute that was told */
            readonly used_last_minute?: unknown;
            /** @description raised by each change; the ETag */
            readonly version?: unknown;
            /** @description the key itself: in the answer to its making alone */
            readonly key?: unknown;
        };
        ApiKeyQuotaUpdate: {
            /** @description texts in a minute, as many at once; null: no limit */
            per_minute?: number | null;
            /** @description texts in a day, which begins at 00:00 UTC; null: no limit */
            per_day?: number | null;
        };
        ScenarioKeyword: {
            /** @description opaque id */
            readonly id: string;
            /** @description the scenario's app_id; cannot be changed */
            scenario_id: string;
            /** @description stored trimmed, NFC; unique in its normalised form within scenario and mode */
            keyword: string;
            /** @description a known tag */
            tag_code: string | null;
            /** @description 0 super, 1 custom */
            rule_mode: number;
            /** @description 0 white, 1 black */
            category: number;
            /** @description for people; black words block unless a rule says otherwise */
            risk_level: string | null;
            /** @description inactive words never match */
            is_active: boolean;
            /** @description for people */
            note: string | null;
            /** @description raised by each change; the ETag */
            readonly version: number;
        };
        ScenarioKeywordCreate: {
            /** @description opaque id */
            readonly id?: unknown;
            /** @description the scenario's app_id; cannot be changed */
            scenario_id: string;
            /** @description stored trimmed, NFC; unique in its normalised form within scenario and mode */
            keyword: string;
            /** @description a known tag */
            tag_code?: string | null | "";
            /** @description 0 super, 1 custom */
            rule_mode?: number;
            /** @description 0 white, 1 black */
            category?: number;
            /** @description for people; black words block unless a rule says otherwise */
            risk_level?: ("High" | "Medium" | "Low") | null | "";
            /** @description inactive words never match */
            is_active?: boolean;
            /** @description for people */
            note?: string | null;
            /** @description raised by each change; the ETag */
            readonly version?: unknown;
            /**
             * @description not in this version: null or empty
             * @enum {unknown}
             */
            exemptions?: null | "" | never[] | Record<string, never>;
            /**
             * @description not in this version: null or empty
             * @enum {unknown}
             */
            match?: null | "" | never[] | Record<string, never> | "LITERAL";
            /**
             * @description not in this version: null or empty
             * @enum {unknown}
             */
            options?: null | "" | never[] | Record<string, never>;
            /**
             * @description not in this version: null or empty
             * @enum {unknown}
             */
            replacement?: null | "" | never[] | Record<string, never>;
            /**
             * @description not in this version: null or empty
             * @enum {unknown}
             */
            expires_at?: null | "" | never[] | Record<string, never>;
        };
        ScenarioKeywordUpdate: {
            /** @description opaque id */
            readonly id?: unknown;
            /** @description the scenario's app_id; cannot be changed */
            scenario_id?: string;
            /** @description stored trimmed, NFC; unique in its normalised form within scenario and mode */
            keyword?: string;
            /** @description a known tag */
            tag_code?: string | null | "";
            /** @description 0 super, 1 custom */
            rule_mode?: number;
            /** @description 0 white, 1 black */
            category?: number;
            /** @description for people; black words block unless a rule says otherwise */
            risk_level?: ("High" | "Medium" | "Low") | null | "";
            /** @description inactive words never match */
            is_active?: boolean;
            /** @description for people */
            note?: string | null;
            /** @description raised by each change; the ETag */
            readonly version?: unknown;
            /**
             * @description not in this version: null or empty
             * @enum {unknown}
             */
            exemptions?: null | "" | never[] | Record<string, never>;
            /**
             * @description not in this version: null or empty
             * @enum {unknown}
             */
            match?: null | "" | never[] | Record<string, never> | "LITERAL";
            /**
             * @description not in this version: null or empty
             * @enum {unknown}
             */
            options?: null | "" | never[] | Record<string, never>;
            /**
             * @description not in this version: null or empty
             * @enum {unknown}
             */
            replacement?: null | "" | never[] | Record<string, never>;
            /**
             * @description not in this version: null or empty
             * @enum {unknown}
             */
            expires_at?: null | "" | never[] | Record<string, never>;
        };
        ScenarioPolicy: {
            /** @description opaque id */
            readonly id: string;
            /** @description the scenario's app_id; cannot be changed */
            scenario_id: string;
            /** @description what match_value names */
            match_type: string;
            /** @description a keyword, or a known tag_code */
            match_value: string;
            /** @description 0 super, 1 custom */
            rule_mode: number;
            /** @description safe, controversial, unsafe (in any case) or a tag; null: always */
            extra_condition: string | null;
            /** @description what is done */
            strategy: string;
            /** @description inactive rules never apply */
            is_active: boolean;
            /** @description MONITOR only reports what the rule would have done */
            mode: string;
            /** @description for people */
            note: string | null;
            /** @description raised by each change; the ETag */
            readonly version: number;
        };
        ScenarioPolicyCreate: {
            /** @description opaque id */
            readonly id?: unknown;
            /** @description the scenario's app_id; cannot be changed */
            scenario_id: string;
            /**
             * @description what match_value names
             * @enum {string}
             */
            match_type: "KEYWORD" | "TAG";
            /** @description a keyword, or a known tag_code */
            match_value: string;
            /** @description 0 super, 1 custom */
            rule_mode?: number;
            /** @description safe, controversial, unsafe (in any case) or a tag; null: always */
            extra_condition?: string | null | "";
            /**
             * @description what is done
             * @enum {string}
             */
            strategy: "BLOCK" | "PASS" | "REWRITE" | "REVIEW";
            /** @description inactive rules never apply */
            is_active?: boolean;
            /**
             * @description MONITOR only reports what the rule would have done
             * @enum {string}
             */
            mode?: "ENFORCE" | "MONITOR";
            /** @description for people */
            note?: string | null;
            /** @description raised by each change; the ETag */
            readonly version?: unknown;
            /**
             * @description not in this version: null or empty
             * @enum {unknown}
             */
            expires_at?: null | "" | never[] | Record<string, never>;
        };
        ScenarioPolicyUpdate: {
            /** @description opaque id */
            readonly id?: unknown;
            /** @description the scenario's app_id; cannot be changed */
            scenario_id?: string;
            /**
             * @description what match_value names
             * @enum {string}
             */
            match_type?: "KEYWORD" | "TAG";
            /** @description a keyword, or a known tag_code */
            match_value?: string;
            /** @description 0 super, 1 custom */
            rule_mode?: number;
            /** @description safe, controversial, unsafe (in any case) or a tag; null: always */
            extra_condition?: string | null | "";
            /**
             * @description what is done
             * @enum {string}
             */
            strategy?: "BLOCK" | "PASS" | "REWRITE" | "REVIEW";
            /** @description inactive rules never apply */
            is_active?: boolean;
            /**
             * @description MONITOR only reports what the rule would have done
             * @enum {string}
             */
            mode?: "ENFORCE" | "MONITOR";
            /** @description for people */
            note?: string | null;
            /** @description raised by each change; the ETag */
            readonly version?: unknown;
            /**
             * @description not in this version: null or empty
             * @enum {unknown}
             */
            expires_at?: null | "" | never[] | Record<string, never>;
        };
        GlobalDefault: {
            /** @description opaque id */
            readonly id: string;
            /** @description a known tag; null: by the condition alone */
            tag_code: string | null;
            /** @description safe, controversial, unsafe (in any case) or a tag; null: always */
            extra_condition: string | null;
            /** @description what is done */
            strategy: string;
            /** @description inactive rules never apply */
            is_active: boolean;
            /** @description MONITOR only reports what the rule would have done */
            mode: string;
            /** @description for people */
            note: string | null;
            /** @description raised by each change; the ETag */
            readonly version: number;
        };
        GlobalDefaultCreate: {
            /** @description opaque id */
            readonly id?: unknown;
            /** @description a known tag; null: by the condition alone */
            tag_code?: string | null | "";
            /** @description safe, controversial, unsafe (in any case) or a tag; null: always */
            extra_condition?: string | null | "";
            /**
             * @description what is done
             * @enum {string}
             */
            strategy: "BLOCK" | "PASS" | "REWRITE" | "REVIEW";
            /** @description inactive rules never apply */
            is_active?: boolean;
            /**
             * @description MONITOR only reports what the rule would have done
             * @enum {string}
             */
            mode?: "ENFORCE" | "MONITOR";
            /** @description for people */
            note?: string | null;
            /** @description raised by each change; the ETag */
            readonly version?: unknown;
            /**
             * @description not in this version: null or empty
             * @enum {unknown}
             */
            expires_at?: null | "" | never[] | Record<string, never>;
        };
        GlobalDefaultUpdate: {
            /** @description opaque id */
            readonly id?: unknown;
            /** @description a known tag; null: by the condition alone */
            tag_code?: string | null | "";
            /** @description safe, controversial, unsafe (in any case) or a tag; null: always */
            extra_condition?: string | null | "";
            /**
             * @description what is done
             * @enum {string}
             */
            strategy?: "BLOCK" | "PASS" | "REWRITE" | "REVIEW";
            /** @description inactive rules never apply */
            is_active?: boolean;
            /**
             * @description MONITOR only reports what the rule would have done
             * @enum {string}
             */
            mode?: "ENFORCE" | "MONITOR";
            /** @description for people */
            note?: string | null;
            /** @description raised by each change; the ETag */
            readonly version?: unknown;
            /**
             * @description not in this version: null or empty
             * @enum {unknown}
             */
            expires_at?: null | "" | never[] | Record<string, never>;
        };
        PlaygroundInputCreate: {
            /** @description of the scenario */
            app_id: string;
            input_prompt: string;
            /** @description the scenario's whitelist counts */
            use_customize_white?: boolean;
            /** @description the scenario's blacklist counts */
            use_customize_words?: boolean;
            /** @description the scenario's custom policies count */
            use_customize_rule?: boolean;
            /** @description super-mode black words count */
            use_vip_black?: boolean;
            /** @description super-mode white words count */
            use_vip_white?: boolean;
        };
        PlaygroundOutputCreate: {
            /** @description of the scenario */
            app_id: string;
            output_text: string;
            input_prompt?: string | null | "";
            /** @description the scenario's whitelist counts */
            use_customize_white?: boolean;
            /** @description the scenario's blacklist counts */
            use_customize_words?: boolean;
            /** @description the scenario's custom policies count */
            use_customize_rule?: boolean;
            /** @description super-mode black words count */
            use_vip_black?: boolean;
            /** @description super-mode white words count */
            use_vip_white?: boolean;
        };
        PlaygroundFullCreate: {
            /** @description of the scenario */
            app_id: string;
            input_prompt: string;
            output_text: string;
            /** @description the scenario's whitelist counts */
            use_customize_white?: boolean;
            /** @description the scenario's blacklist counts */
            use_customize_words?: boolean;
            /** @description the scenario's custom policies count */
            use_customize_rule?: boolean;
            /** @description super-mode black words count */
            use_vip_black?: boolean;
            /** @description super-mode white words count */
            use_vip_white?: boolean;
        };
        PlaygroundTry: {
            id: string;
            request_id: string;
            /** @description INPUT, OUTPUT or FULL */
            playground_type: string;
            app_id: string;
            /** @description the texts; members of these three stand by name */
            input_data: unknown;
            /** @description the five switches */
            config_snapshot: unknown;
            /** @description the guard's answer, or what went wrong */
            output_data: unknown;
            /** @description of the decision; -1 for a failed try */
            score: number;
            /** @description whole milliseconds */
            latency: number | null;
            /** @description whole milliseconds of guard-service */
            upstream_latency: number | null;
            /** @description the same in microseconds */
            latency_us: number | null;
            /** @description the same in microseconds */
            upstream_latency_us: number | null;
            /** Format: date-time */
            created_at: string;
        };
        MyPermissions: {
            /** @description USAP id, else local id */
            user_id: string;
            /** @description codes held everywhere */
            global_permissions: string[];
            /** @description codes by app_id; a key for every scenario in which a role is held */
            scenario_permissions: {
                [key: string]: string[];
            };
        };
        MyScenarios: {
            /** @description local id */
            user_id: string;
            username: string;
            role: string;
            scenarios: components["schemas"]["MyScenario"][];
        };
        MyScenario: {
            /** @description an app_id */
            scenario_id: string;
            scenario_name: string;
            /** @description the role held there; SCENARIO_ADMIN where it is one of several */
            role: string;
            /** @description the five scenario codes and smart_labeling */
            permissions: {
                [key: string]: boolean;
            };
        };
        PermissionQuestionCreate: {
            /** @description a permission code */
            permission: string;
            /** @description an app_id; none asks for the permission everywhere */
            scenario_id?: string | null | "";
        };
        PermissionAnswer: {
            has_permission: boolean;
        };
        Role: {
            /** @description opaque id */
            readonly id: string;
            /** @description unique; cannot be changed */
            role_code: string;
            /** @description shown to people */
            role_name: string;
            /** @description GLOBAL or SCENARIO */
            role_type: string;
            /** @description for people */
            description: string | null;
            /** @description seeded; its permissions are fixed */
            readonly is_system: boolean;
            /** @description an inactive role gives nothing */
            is_active: boolean;
            /** Format: date-time */
            readonly created_at: string;
            /** @description how many permissions it holds */
            readonly permission_count: number;
            /** @description raised by each change; the ETag */
            readonly version: number;
        };
        Permission: {
            id: string;
            permission_code: string;
            permission_name: string;
            /** @description MENU or ACTION */
            permission_type: string;
            /** @description GLOBAL or SCENARIO */
            scope: string;
            parent_code: string | null;
            sort_order: number;
        };
        User: {
            /** @description opaque id */
            id: string;
            /** @description USAP id; none for local accounts and for people of other providers */
            user_id: string | null;
            /** @description unique */
            username: string;
            display_name: string | null;
            email: string | null;
            /** @description a role code */
            role: string;
            /** @description an inactive user is refused everywhere */
            is_active: boolean;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            last_login_at: string | null;
            /** @description raised by each change; the ETag */
            version: number;
            /** @description true: an account of this installation, which may have a password; false: somebody whom a provider identifies */
            is_local: boolean;
            /** @description SERVICE: a service account, which signs in by no way and calls by keys of its own */
            kind: string;
        };
        RoleChangeCreate: {
            /** @description a role code */
            role: string;
        };
        RoleChanged: {
            message: string;
            role: string;
        };
        StatusChangeCreate: {
            is_active: boolean;
        };
        UserRole: {
            /** @description opaque id of the assignment */
            readonly id: string;
            /** @description local id */
            readonly user_id: string;
            /** @description an app_id; required for scenario roles, none for global ones */
            scenario_id: string | null;
            role_id: string;
            readonly role_code: string;
            readonly role_name: string;
            /** @description GLOBAL or SCENARIO */
            readonly role_type: string;
            /** Format: date-time */
            readonly created_at: string;
            /** @description the issuer URL of the provider whose groups gave the role, which it takes again; null: somebody gave it */
            readonly source: string | null;
        };
        UserRoleCreate: {
            /** @description opaque id of the assignment */
            readonly id?: unknown;
            /** @description local id */
            readonly user_id?: unknown;
            /** @description an app_id; required for scenario roles, none for global ones */
            scenario_id?: string | null | "";
            role_id: string;
            readonly role_code?: unknown;
            readonly role_name?: unknown;
            /** @description GLOBAL or SCENARIO */
            readonly role_type?: unknown;
            readonly created_at?: unknown;
            /** @description the issuer URL of the provider whose groups gave the role, which it takes again; null: somebody gave it */
            readonly source?: unknown;
        };
        ScenarioAssignmentRow: {
            id: string;
            scenario_id: string;
            role: string;
            /** Format: date-time */
            created_at: string;
            /** @description null: allows nothing */
            permissions: components["schemas"]["ScenarioPermissions"] | null;
        };
        ScenarioPermissions: {
            scenario_basic_info: boolean;
            scenario_keywords: boolean;
            scenario_policies: boolean;
            playground: boolean;
            performance_test: boolean;
        };
        ScenarioAssignmentCreate: {
            readonly id?: unknown;
            readonly user_id?: unknown;
            /** @description an app_id */
            scenario_id: string;
            /** @enum {string} */
            role: "SCENARIO_ADMIN" | "ANNOTATOR";
            readonly created_at?: unknown;
            readonly created_by?: unknown;
        };
        ScenarioAssignment: {
            readonly id: string;
            readonly user_id: string;
            /** @description an app_id */
            scenario_id: string;
            role: string;
            /** Format: date-time */
            readonly created_at: string;
            readonly created_by: string | null;
        };
        ScenarioPermissionsUpdate: {
            scenario_basic_info?: boolean;
            scenario_keywords?: boolean;
            scenario_policies?: boolean;
            playground?: boolean;
            performance_test?: boolean;
        };
        UserIdentity: {
            /** @description opaque id */
            readonly id: string;
            /** @description local id */
            readonly user_id: string;
            /** @description `usap`, or the issuer URL of a provider, to the letter; `local`, in answers alone: an account of this installation */
            provider: string;
            /** @description who the provider says it is, to the letter; of `usap` the USAP id, at most 64 characters */
            subject: string;
        };
        UserIdentityCreate: {
            /** @description opaque id */
            readonly id?: unknown;
            /** @description local id */
            readonly user_id?: unknown;
            /** @description `usap`, or the issuer URL of a provider, to the letter; `local`, in answers alone: an account of this installation */
            provider: string;
            /** @description who the provider says it is, to the letter; of `usap` the USAP id, at most 64 characters */
            subject: string;
        };
        NewAccountCreate: {
            /** @description unique */
            username: string;
            /** @description as sent, not among the commonest; without it one is made and answered once */
            password?: string | null;
            display_name?: string | null | "";
            /** @description a role code; DEFAULT_ROLE when absent */
            role?: string | null | "";
            /**
             * @description PERSON when absent; SERVICE: a service account, without a password
             * @enum {string}
             */
            kind?: "PERSON" | "SERVICE";
        };
        Account: {
            id: string;
            user_id: string | null;
            username: string;
            display_name: string | null;
            email: string | null;
            role: string;
            is_active: boolean;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            last_login_at: string | null;
            version: number;
            /** @description one that we made: good for one sign-in within 24 hours */
            password: string | null;
            kind: string;
        };
        PasswordChangeCreate: {
            password: string;
            /** @description required for one's own */
            current_password?: string | null;
        };
        PasswordReset: {
            username: string;
            /** @description good for one sign-in within 24 hours */
            password: string;
        };
        AccountKey: {
            /** @description opaque id */
            readonly id: string;
            /** @description local id of the service account */
            readonly user_id: string;
            /** @description for people */
            name: string;
            /** @description what stands behind `lgm_`: by it a key is recognised */
            readonly prefix: string;
            /** @description manage: calls the administration with the rights of the account */
            readonly scopes: string[];
            /**
             * Format: date-time
             * @description from then on it is refused; null: never
             */
            expires_at: string | null;
            /** @description an inactive key is refused */
            is_active: boolean;
            /** Format: date-time */
            readonly created_at: string;
            /** Format: date-time */
            readonly updated_at: string;
            /** @description id of the user who made it */
            readonly created_by: string;
            /**
             * Format: date-time
             * @description told once a minute; null: not yet
             */
            readonly last_used_at: string | null;
            /** @description the address of who used it last */
            readonly last_used_from: string | null;
            /** @description requests in the last whole minute that was told */
            readonly used_last_minute: number;
            /** @description raised by each change; the ETag */
            readonly version: number;
            /** @description the key itself: in the answer to its making alone */
            readonly key?: string | null;
        };
        AccountKeyCreate: {
            /** @description opaque id */
            readonly id?: unknown;
            /** @description local id of the service account */
            readonly user_id?: unknown;
            /** @description for people */
            name: string;
            /** @description what stands behind `lgm_`: by it a key is recognised */
            readonly prefix?: unknown;
            /** @description manage: calls the administration with the rights of the account */
            readonly scopes?: unknown;
            /**
             * Format: date-time
             * @description from then on it is refused; null: never
             */
            expires_at?: string | null;
            /** @description an inactive key is refused */
            is_active?: boolean;
            readonly created_at?: unknown;
            readonly updated_at?: unknown;
            /** @description id of the user who made it */
            readonly created_by?: unknown;
            /** @description told once a minute; null: not yet */
            readonly last_used_at?: unknown;
            /** @description the address of who used it last */
            readonly last_used_from?: unknown;
            /** @description requests in the last whole minute that was told */
            readonly used_last_minute?: unknown;
            /** @description raised by each change; the ETag */
            readonly version?: unknown;
            /** @description the key itself: in the answer to its making alone */
            readonly key?: unknown;
        };
        AccountKeyUpdate: {
            /** @description opaque id */
            readonly id?: unknown;
            /** @description local id of the service account */
            readonly user_id?: unknown;
            /** @description for people */
            name?: string;
            /** @description what stands behind `lgm_`: by it a key is recognised */
            readonly prefix?: unknown;
            /** @description manage: calls the administration with the rights of the account */
            readonly scopes?: unknown;
            /**
             * Format: date-time
             * @description from then on it is refused; null: never
             */
            expires_at?: string | null;
            /** @description an inactive key is refused */
            is_active?: boolean;
            readonly created_at?: unknown;
            readonly updated_at?: unknown;
            /** @description id of the user who made it */
            readonly created_by?: unknown;
            /** @description told once a minute; null: not yet */
            readonly last_used_at?: unknown;
            /** @description the address of who used it last */
            readonly last_used_from?: unknown;
            /** @description requests in the last whole minute that was told */
            readonly used_last_minute?: unknown;
            /** @description raised by each change; the ETag */
            readonly version?: unknown;
            /** @description the key itself: in the answer to its making alone */
            readonly key?: unknown;
        };
        AuditLog: {
            id: string;
            /** @description local id; nil for nobody */
            user_id: string;
            username: string;
            action: string;
            resource_type: string;
            resource_id: string | null;
            /** @description an app_id */
            scenario_id: string | null;
            /** @description before and after */
            details: unknown;
            ip_address: string | null;
            user_agent: string | null;
            /** Format: date-time */
            created_at: string;
            request_id: string | null;
            /** @description the service that told of it: admin, auth; null in rows of versions that did not note it */
            caller: string | null;
            /** @description what sort of caller did it; null for nobody, and in rows of versions that did not note it */
            actor_kind: string | null;
        };
        AuditCount: {
            count: number;
        };
        KeyUsesRequest: {
            uses: components["schemas"]["KeyUseRequest"][];
        };
        KeyUseRequest: {
            /** @description of the key */
            id: string;
            /** @description since 1970 began */
            minute: number;
            /** @description that were decided in that minute; 0: the minute was told before, in vain */
            texts: number;
            /** @description when it was used last */
            last_ms: number;
            /** @description the address of who used it last */
            last_from: string;
        };
        Nothing: Record<string, never>;
        Rights: {
            uid: string;
            user_id: string | null;
            username: string;
            role: string;
            is_active: boolean;
            is_admin: boolean;
            /** @description codes held everywhere */
            global: string[];
            /** @description codes by app_id */
            scenarios: {
                [key: string]: string[];
            };
            /** @description app_ids of every scenario in which a role is held */
            held: string[];
            /** @description raised by each change of role, status and password */
            version: number | null;
            /** @description to auth-service alone */
            display_name?: string | null;
            /** @description to auth-service alone */
            email?: string | null;
        };
        PasswordQuestionRequest: {
            username: string;
            password: string;
        };
        PasswordAnswer: {
            verified: boolean;
            uid: string | null;
            user_id: string | null;
            username: string | null;
            role: string | null;
            is_active: boolean | null;
            /** @description of the user when the password was right */
            version: number | null;
            /** @description whether somebody has this name; for the log alone */
            known: boolean;
            /** @description we made this password: the sign-in may only replace it */
            one_time: boolean | null;
        };
        IdentityQuestionRequest: {
            /** @description usap, local or the provider's issuer URL */
            issuer: string;
            /** @description who that issuer says it is */
            subject: string;
        };
        FoundUser: {
            /** @description null: of nobody yet */
            uid: string | null;
        };
        SignInRequest: {
            /** @description usap, local or the provider's issuer URL */
            issuer: string;
            /** @description who that issuer says it is */
            subject: string;
            /** @description USAP id */
            user_id?: string | null | "";
            display_name?: string | null | "";
            email?: string | null | "";
            /** @description what a new user without USAP id is called; absent: as the subject */
            username?: string | null | "";
        };
        SignedIn: {
            uid: string;
            user_id: string | null;
            username: string;
            display_name: string | null;
            role: string;
            is_active: boolean;
            created: boolean;
        };
        MappedRolesRequest: {
            uid: string;
            /** @description the provider's issuer URL */
            source: string;
            /** @description all of them */
            roles: components["schemas"]["MappedRoleRequest"][];
        };
        MappedRoleRequest: {
            /** @description a role code */
            role: string;
            /** @description an app_id; absent: everywhere */
            scenario?: string | null | "";
        };
        RolesMapped: {
            /** @description roles that the user did not have from this source */
            given: number;
            taken: number;
            /** @description what gives nothing: there is no such active role or no such scenario, or the one needs the other */
            unknown: components["schemas"]["UnknownRole"][];
        };
        UnknownRole: {
            role: string;
            scenario?: string | null;
        };
        AuditEventsRequest: {
            events: components["schemas"]["AuditEventRequest"][];
        };
        AuditEventRequest: {
            /** @description of the event; the same one is stored once */
            id: string;
            /** @description kept at most a day old and a minute ahead */
            at_ms: number;
            uid?: string | null;
            /** @description cut at 64 characters */
            username?: string | null;
            /** @description auth-service's own, with its resource_type */
            action: string;
            resource_type: string;
            resource_id?: string | null;
            scenario_id?: string | null;
            details?: unknown;
            ip?: string | null;
            user_agent?: string | null;
            /** @description cut at 64 characters */
            request_id?: string | null;
            /** @description person, application, check, service; not sent: a person, where there is a uid. To be sent by the next version: the one before this does not know it */
            actor_kind?: string | null;
        };
        AuditStored: {
            /** @description rows new by this call */
            stored: number;
        };
        PolicyChanges: {
            /** @description the latest number */
            head: number;
            /** @description at most 5,000; further ones are asked for with `after` */
            changes: components["schemas"]["PolicyChange"][];
            /** @description of a snapshot of whoever answers; from 2 on it holds API keys */
            format?: number | null;
        };
        PolicyChange: {
            /** @description one more than the change before */
            n: number;
            /** @description of the row; one that is not known is passed over, its number counts */
            kind: string;
            row_id: string;
            /** @description null: deleted */
            row: unknown;
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
    list_tags: {
        parameters: {
            query?: {
                /** @description rows to pass over */
                skip?: number;
                /** @description rows to answer; all of them by default */
                limit?: number;
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
                    /** @description rows in all, exact to 10000 */
                    "X-Total-Count"?: number;
                    /** @description `false` when there are more than 10000 */
                    "X-Total-Count-Exact"?: string;
                    /** @description the next page, rel="next" */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tag"][];
                };
            };
            /** @description `malformed_request`; `two_credentials`: an API key and an Authorization field */
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
            /** @description `invalid_token`; `invalid_api_key`: an API key that is not good */
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `lists_busy`: as many complete lists as may be are being sent, or eight of the caller's; `database_unavailable`: nothing was changed */
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
    create_tag: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same request with the same key is done once in 24 hours, and answered again */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description At most 1048576 bytes */
        requestBody: {
            content: {
                "application/json": components["schemas"]["TagCreate"];
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
                    "application/json": components["schemas"]["Tag"];
                };
            };
            /** @description `invalid`: a value that a person can mend; `malformed_request`; `unknown_parent`: there is no such parent; `too_deep`: more than five levels; `duplicate`: such a row exists already; `two_credentials`: an API key and an Authorization field */
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
            /** @description `invalid_token`; `invalid_api_key`: an API key that is not good */
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
            /** @description `idempotency_key_running`: a request with this key is being answered; `idempotency_answer_not_kept`: it was done with this key, and its answer held a secret */
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
            /** @description `invalid`; `idempotency_key_reused`: the key was sent with another request; `idempotency_answer_too_large`: the answer is larger than is kept for a key */
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `database_unavailable`: nothing was changed */
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
    tag_tree: {
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
                    "application/json": components["schemas"]["TagNode"][];
                };
            };
            /** @description `malformed_request`; `two_credentials`: an API key and an Authorization field */
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
            /** @description `invalid_token`; `invalid_api_key`: an API key that is not good */
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `database_unavailable`: nothing was changed */
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
    update_tag: {
        parameters: {
            query?: never;
            header?: {
                /** @description the ETag that was read; another one is 412 */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        /** @description At most 1048576 bytes */
        requestBody: {
            content: {
                "application/json": components["schemas"]["TagUpdate"];
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
                    "application/json": components["schemas"]["Tag"];
                };
            };
            /** @description `invalid`: a value that a person can mend; `malformed_request`; `unknown_parent`: there is no such parent; `too_deep`: more than five levels; `circular`: the tag would be below itself; `duplicate`: such a row exists already; `immutable`: a write-once member is sent with another value; `two_credentials`: an API key and an Authorization field */
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
            /** @description `invalid_token`; `invalid_api_key`: an API key that is not good */
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
            /** @description `version_mismatch`: If-Match names another version */
            412: {
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `database_unavailable`: nothing was changed */
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
    delete_tag: {
        parameters: {
            query?: never;
            header?: {
                /** @description the ETag that was read; another one is 412 */
                "If-Match"?: string;
            };
            path: {
                id: string;
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
                    /** @description the version, for If-Match */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tag"];
                };
            };
            /** @description `malformed_request`; `two_credentials`: an API key and an Authorization field */
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
            /** @description `invalid_token`; `invalid_api_key`: an API key that is not good */
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
            /** @description `tag_in_use`: something still uses the tag; `facts.uses` counts it */
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
            /** @description `version_mismatch`: If-Match names another version */
            412: {
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `database_unavailable`: nothing was changed */
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
    list_global_keywords: {
        parameters: {
            query?: {
                /** @description part of the keyword, in any case and width */
                q?: string;
                /** @description tag_code */
                tag?: string;
                /** @description exactly */
                risk_level?: "High" | "Medium" | "Low";
                /** @description active or inactive ones only */
                is_active?: boolean;
                /** @description rows to pass over */
                skip?: number;
                /** @description rows to answer, 100 by default */
                limit?: number;
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
                    /** @description rows in all, exact to 10000 */
                    "X-Total-Count"?: number;
                    /** @description `false` when there are more than 10000 */
                    "X-Total-Count-Exact"?: string;
                    /** @description the next page, rel="next" */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GlobalKeyword"][];
                };
            };
            /** @description `malformed_request`; `two_credentials`: an API key and an Authorization field */
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
            /** @description `invalid_token`; `invalid_api_key`: an API key that is not good */
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `database_unavailable`: nothing was changed */
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
    create_global_keyword: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same request with the same key is done once in 24 hours, and answered again */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description At most 1048576 bytes */
        requestBody: {
            content: {
                "application/json": components["schemas"]["GlobalKeywordCreate"];
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
                    "application/json": components["schemas"]["GlobalKeyword"];
                };
            };
            /** @description `invalid`: a value that a person can mend; `malformed_request`; `unknown_tag`: there is no such tag; `duplicate`: such a row exists already; `two_credentials`: an API key and an Authorization field */
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
            /** @description `invalid_token`; `invalid_api_key`: an API key that is not good */
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
            /** @description `idempotency_key_running`: a request with this key is being answered; `idempotency_answer_not_kept`: it was done with this key, and its answer held a secret */
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
            /** @description `invalid`; `idempotency_key_reused`: the key was sent with another request; `idempotency_answer_too_large`: the answer is larger than is kept for a key */
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `database_unavailable`: nothing was changed */
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
    update_global_keyword: {
        parameters: {
            query?: never;
            header?: {
                /** @description the ETag that was read; another one is 412 */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        /** @description At most 1048576 bytes */
        requestBody: {
            content: {
                "application/json": components["schemas"]["GlobalKeywordUpdate"];
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
                    "application/json": components["schemas"]["GlobalKeyword"];
                };
            };
            /** @description `invalid`: a value that a person can mend; `malformed_request`; `unknown_tag`: there is no such tag; `duplicate`: such a row exists already; `immutable`: a write-once member is sent with another value; `two_credentials`: an API key and an Authorization field */
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
            /** @description `invalid_token`; `invalid_api_key`: an API key that is not good */
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
            /** @description `version_mismatch`: If-Match names another version */
            412: {
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `database_unavailable`: nothing was changed */
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
    delete_global_keyword: {
        parameters: {
            query?: never;
            header?: {
                /** @description the ETag that was read; another one is 412 */
                "If-Match"?: string;
            };
            path: {
                id: string;
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
                    /** @description the version, for If-Match */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GlobalKeyword"];
                };
            };
            /** @description `malformed_request`; `two_credentials`: an API key and an Authorization field */
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
            /** @description `invalid_token`; `invalid_api_key`: an API key that is not good */
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
            /** @description `version_mismatch`: If-Match names another version */
            412: {
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `database_unavailable`: nothing was changed */
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
    list_scenarios: {
        parameters: {
            query?: {
                /** @description rows to pass over */
                skip?: number;
                /** @description rows to answer; all of them by default */
                limit?: number;
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
                    /** @description rows in all, exact to 10000 */
                    "X-Total-Count"?: number;
                    /** @description `false` when there are more than 10000 */
                    "X-Total-Count-Exact"?: string;
                    /** @description the next page, rel="next" */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scenario"][];
                };
            };
            /** @description `malformed_request`; `two_credentials`: an API key and an Authorization field */
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
            /** @description `invalid_token`; `invalid_api_key`: an API key that is not good */
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `lists_busy`: as many complete lists as may be are being sent, or eight of the caller's; `database_unavailable`: nothing was changed */
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
    create_scenario: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same request with the same key is done once in 24 hours, and answered again */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description At most 1048576 bytes */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScenarioCreate"];
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
                    "application/json": components["schemas"]["Scenario"];
                };
            };
            /** @description `invalid`: a value that a person can mend; `malformed_request`; `duplicate`: such a row exists already; `app_id_pattern`: app_id holds other signs; `two_credentials`: an API key and an Authorization field */
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
            /** @description `invalid_token`; `invalid_api_key`: an API key that is not good */
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
            /** @description `idempotency_key_running`: a request with this key is being answered; `idempotency_answer_not_kept`: it was done with this key, and its answer held a secret */
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
            /** @description `invalid`; `idempotency_key_reused`: the key was sent with another request; `idempotency_answer_too_large`: the answer is larger than is kept for a key */
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `database_unavailable`: nothing was changed */
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
    get_scenario: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                app_id: string;
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
                    /** @description the version, for If-Match */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scenario"];
                };
            };
            /** @description `malformed_request`; `two_credentials`: an API key and an Authorization field */
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
            /** @description `invalid_token`; `invalid_api_key`: an API key that is not good */
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `database_unavailable`: nothing was changed */
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
    update_scenario: {
        parameters: {
            query?: never;
            header?: {
                /** @description the ETag that was read; another one is 412 */
                "If-Match"?: string;
            };
            path: {
                /** @description here: id */
                app_id: string;
            };
            cookie?: never;
        };
        /** @description At most 1048576 bytes */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScenarioUpdate"];
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
                    "application/json": components["schemas"]["Scenario"];
                };
            };
            /** @description `invalid`: a value that a person can mend; `malformed_request`; `immutable`: a write-once member is sent with another value; `two_credentials`: an API key and an Authorization field */
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
            /** @description `invalid_token`; `invalid_api_key`: an API key that is not good */
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
            /** @description `missing_permission`; `no_access_to_scenario`; `user_disabled`; `not_authorized`; `token_limited`: a check token, which is for other routes; `password_change_required`: the sign-in was by a one-time password; `https_required`: HTTPS_REQUIRED, and it came in clear */
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
            /** @description `version_mismatch`: If-Match names another version */
            412: {
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `database_unavailable`: nothing was changed */
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
    delete_scenario: {
        parameters: {
            query?: never;
            header?: {
                /** @description the ETag that was read; another one is 412 */
                "If-Match"?: string;
            };
            path: {
                /** @description here: id */
                app_id: string;
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
            /** @description `malformed_request`; `two_credentials`: an API key and an Authorization field */
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
            /** @description `invalid_token`; `invalid_api_key`: an API key that is not good */
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
            /** @description `version_mismatch`: If-Match names another version */
            412: {
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `database_unavailable`: nothing was changed */
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
    list_api_keys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                app_id: string;
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
                    "application/json": components["schemas"]["ApiKey"][];
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
            /** @description `missing_permission`; `no_access_to_scenario`; `user_disabled`; `not_authorized`; `token_limited`: a check token, which is for other routes; `password_change_required`: the sign-in was by a one-time password; `https_required`: HTTPS_REQUIRED, and it came in clear */
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `database_unavailable`: nothing was changed */
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
    create_api_key: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same request with the same key is done once in 24 hours, and answered again */
                "Idempotency-Key"?: string;
            };
            path: {
                app_id: string;
            };
            cookie?: never;
        };
        /** @description At most 1048576 bytes */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiKeyCreate"];
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
                    "application/json": components["schemas"]["ApiKey"];
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
            /** @description `too_many_api_keys`: the scenario has 20 API keys; `idempotency_key_running`: a request with this key is being answered; `idempotency_answer_not_kept`: it was done with this key, and its answer held a secret */
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
            /** @description `invalid`; `idempotency_key_reused`: the key was sent with another request; `idempotency_answer_too_large`: the answer is larger than is kept for a key */
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `database_unavailable`: nothing was changed */
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
    delete_api_key: {
        parameters: {
            query?: never;
            header?: {
                /** @description the ETag that was read; another one is 412 */
                "If-Match"?: string;
            };
            path: {
                app_id: string;
                id: string;
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
                    /** @description the version, for If-Match */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
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
            /** @description `version_mismatch`: If-Match names another version */
            412: {
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `database_unavailable`: nothing was changed */
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
    update_api_key: {
        parameters: {
            query?: never;
            header?: {
                /** @description the ETag that was read; another one is 412 */
                "If-Match"?: string;
            };
            path: {
                app_id: string;
                id: string;
            };
            cookie?: never;
        };
        /** @description At most 1048576 bytes */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiKeyUpdate"];
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
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            /** @description `malformed_request`; `immutable`: a write-once member is sent with another value */
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
            /** @description `version_mismatch`: If-Match names another version */
            412: {
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `database_unavailable`: nothing was changed */
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
    list_scenario_keywords: {
        parameters: {
            query?: {
                /** @description 0 super, 1 custom */
                rule_mode?: number;
                /** @description 0 white, 1 black */
                category?: number;
                /** @description part of the keyword, in any case and width */
                q?: string;
                /** @description rows to pass over */
                skip?: number;
                /** @description rows to answer; all of them by default */
                limit?: number;
            };
            header?: never;
            path: {
                app_id: string;
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
                    /** @description rows in all, exact to 10000 */
                    "X-Total-Count"?: number;
                    /** @description `false` when there are more than 10000 */
                    "X-Total-Count-Exact"?: string;
                    /** @description the next page, rel="next" */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScenarioKeyword"][];
                };
            };
            /** @description `malformed_request`; `two_credentials`: an API key and an Authorization field */
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
            /** @description `invalid_token`; `invalid_api_key`: an API key that is not good */
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
            /** @description `missing_permission`; `no_access_to_scenario`; `user_disabled`; `not_authorized`; `token_limited`: a check token, which is for other routes; `password_change_required`: the sign-in was by a one-time password; `https_required`: HTTPS_REQUIRED, and it came in clear */
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `lists_busy`: as many complete lists as may be are being sent, or eight of the caller's; `database_unavailable`: nothing was changed */
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
    update_scenario_keyword: {
        parameters: {
            query?: never;
            header?: {
                /** @description the ETag that was read; another one is 412 */
                "If-Match"?: string;
            };
            path: {
                /** @description here: id */
                app_id: string;
            };
            cookie?: never;
        };
        /** @description At most 1048576 bytes */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScenarioKeywordUpdate"];
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
                    "application/json": components["schemas"]["ScenarioKeyword"];
                };
            };
            /** @description `invalid`: a value that a person can mend; `malformed_request`; `unknown_tag`: there is no such tag; `unknown_scenario`: there is no such scenario; `duplicate`: such a row exists already; `immutable`: a write-once member is sent with another value; `two_credentials`: an API key and an Authorization field */
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
            /** @description `invalid_token`; `invalid_api_key`: an API key that is not good */
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
            /** @description `missing_permission`; `no_access_to_scenario`; `user_disabled`; `not_authorized`; `token_limited`: a check token, which is for other routes; `password_change_required`: the sign-in was by a one-time password; `https_required`: HTTPS_REQUIRED, and it came in clear */
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
            /** @description `version_mismatch`: If-Match names another version */
            412: {
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `database_unavailable`: nothing was changed */
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
    delete_scenario_keyword: {
        parameters: {
            query?: never;
            header?: {
                /** @description the ETag that was read; another one is 412 */
                "If-Match"?: string;
            };
            path: {
                /** @description here: id */
                app_id: string;
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
                    /** @description the version, for If-Match */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScenarioKeyword"];
                };
            };
            /** @description `malformed_request`; `two_credentials`: an API key and an Authorization field */
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
            /** @description `invalid_token`; `invalid_api_key`: an API key that is not good */
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
            /** @description `missing_permission`; `no_access_to_scenario`; `user_disabled`; `not_authorized`; `token_limited`: a check token, which is for other routes; `password_change_required`: the sign-in was by a one-time password; `https_required`: HTTPS_REQUIRED, and it came in clear */
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
            /** @description `version_mismatch`: If-Match names another version */
            412: {
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `database_unavailable`: nothing was changed */
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
    create_scenario_keyword: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same request with the same key is done once in 24 hours, and answered again */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description At most 1048576 bytes */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScenarioKeywordCreate"];
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
                    "application/json": components["schemas"]["ScenarioKeyword"];
                };
            };
            /** @description `invalid`: a value that a person can mend; `malformed_request`; `unknown_tag`: there is no such tag; `unknown_scenario`: there is no such scenario; `duplicate`: such a row exists already; `two_credentials`: an API key and an Authorization field */
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
            /** @description `invalid_token`; `invalid_api_key`: an API key that is not good */
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
            /** @description `missing_permission`; `no_access_to_scenario`; `user_disabled`; `not_authorized`; `token_limited`: a check token, which is for other routes; `password_change_required`: the sign-in was by a one-time password; `https_required`: HTTPS_REQUIRED, and it came in clear */
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
            /** @description `idempotency_key_running`: a request with this key is being answered; `idempotency_answer_not_kept`: it was done with this key, and its answer held a secret */
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
            /** @description `invalid`; `idempotency_key_reused`: the key was sent with another request; `idempotency_answer_too_large`: the answer is larger than is kept for a key */
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `database_unavailable`: nothing was changed */
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
    list_scenario_policies: {
        parameters: {
            query?: {
                /** @description rows to pass over */
                skip?: number;
                /** @description rows to answer; all of them by default */
                limit?: number;
            };
            header?: never;
            path: {
                app_id: string;
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
                    /** @description rows in all, exact to 10000 */
                    "X-Total-Count"?: number;
                    /** @description `false` when there are more than 10000 */
                    "X-Total-Count-Exact"?: string;
                    /** @description the next page, rel="next" */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScenarioPolicy"][];
                };
            };
            /** @description `malformed_request`; `two_credentials`: an API key and an Authorization field */
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
            /** @description `invalid_token`; `invalid_api_key`: an API key that is not good */
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
            /** @description `missing_permission`; `no_access_to_scenario`; `user_disabled`; `not_authorized`; `token_limited`: a check token, which is for other routes; `password_change_required`: the sign-in was by a one-time password; `https_required`: HTTPS_REQUIRED, and it came in clear */
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `lists_busy`: as many complete lists as may be are being sent, or eight of the caller's; `database_unavailable`: nothing was changed */
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
    update_scenario_policy: {
        parameters: {
            query?: never;
            header?: {
                /** @description the ETag that was read; another one is 412 */
                "If-Match"?: string;
            };
            path: {
                /** @description here: id */
                app_id: string;
            };
            cookie?: never;
        };
        /** @description At most 1048576 bytes */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScenarioPolicyUpdate"];
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
                    "application/json": components["schemas"]["ScenarioPolicy"];
                };
            };
            /** @description `invalid`: a value that a person can mend; `malformed_request`; `unknown_tag`: there is no such tag; `unknown_scenario`: there is no such scenario; `duplicate`: such a row exists already; `immutable`: a write-once member is sent with another value; `two_credentials`: an API key and an Authorization field */
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
            /** @description `invalid_token`; `invalid_api_key`: an API key that is not good */
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
            /** @description `missing_permission`; `no_access_to_scenario`; `user_disabled`; `not_authorized`; `token_limited`: a check token, which is for other routes; `password_change_required`: the sign-in was by a one-time password; `https_required`: HTTPS_REQUIRED, and it came in clear */
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
            /** @description `version_mismatch`: If-Match names another version */
            412: {
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `database_unavailable`: nothing was changed */
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
    delete_scenario_policy: {
        parameters: {
            query?: never;
            header?: {
                /** @description the ETag that was read; another one is 412 */
                "If-Match"?: string;
            };
            path: {
                /** @description here: id */
                app_id: string;
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
                    /** @description the version, for If-Match */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScenarioPolicy"];
                };
            };
            /** @description `malformed_request`; `two_credentials`: an API key and an Authorization field */
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
            /** @description `invalid_token`; `invalid_api_key`: an API key that is not good */
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
            /** @description `missing_permission`; `no_access_to_scenario`; `user_disabled`; `not_authorized`; `token_limited`: a check token, which is for other routes; `password_change_required`: the sign-in was by a one-time password; `https_required`: HTTPS_REQUIRED, and it came in clear */
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
            /** @description `version_mismatch`: If-Match names another version */
            412: {
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `database_unavailable`: nothing was changed */
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
    create_scenario_policy: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same request with the same key is done once in 24 hours, and answered again */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description At most 1048576 bytes */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScenarioPolicyCreate"];
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
                    "application/json": components["schemas"]["ScenarioPolicy"];
                };
            };
            /** @description `invalid`: a value that a person can mend; `malformed_request`; `unknown_tag`: there is no such tag; `unknown_scenario`: there is no such scenario; `duplicate`: such a row exists already; `two_credentials`: an API key and an Authorization field */
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
            /** @description `invalid_token`; `invalid_api_key`: an API key that is not good */
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
            /** @description `missing_permission`; `no_access_to_scenario`; `user_disabled`; `not_authorized`; `token_limited`: a check token, which is for other routes; `password_change_required`: the sign-in was by a one-time password; `https_required`: HTTPS_REQUIRED, and it came in clear */
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
            /** @description `idempotency_key_running`: a request with this key is being answered; `idempotency_answer_not_kept`: it was done with this key, and its answer held a secret */
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
            /** @description `invalid`; `idempotency_key_reused`: the key was sent with another request; `idempotency_answer_too_large`: the answer is larger than is kept for a key */
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `database_unavailable`: nothing was changed */
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
    list_global_defaults: {
        parameters: {
            query?: {
                /** @description rows to pass over */
                skip?: number;
                /** @description rows to answer, 100 by default */
                limit?: number;
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
                    /** @description rows in all, exact to 10000 */
                    "X-Total-Count"?: number;
                    /** @description `false` when there are more than 10000 */
                    "X-Total-Count-Exact"?: string;
                    /** @description the next page, rel="next" */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GlobalDefault"][];
                };
            };
            /** @description `malformed_request`; `two_credentials`: an API key and an Authorization field */
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
            /** @description `invalid_token`; `invalid_api_key`: an API key that is not good */
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
            /** @description `missing_permission`; `no_access_to_scenario`; `user_disabled`; `not_authorized`; `token_limited`: a check token, which is for other routes; `password_change_required`: the sign-in was by a one-time password; `https_required`: HTTPS_REQUIRED, and it came in clear */
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `database_unavailable`: nothing was changed */
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
    create_global_default: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same request with the same key is done once in 24 hours, and answered again */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description At most 1048576 bytes */
        requestBody: {
            content: {
                "application/json": components["schemas"]["GlobalDefaultCreate"];
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
                    "application/json": components["schemas"]["GlobalDefault"];
                };
            };
            /** @description `invalid`: a value that a person can mend; `malformed_request`; `unknown_tag`: there is no such tag; `nothing_named`: neither tag nor condition; `duplicate`: such a row exists already; `two_credentials`: an API key and an Authorization field */
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
            /** @description `invalid_token`; `invalid_api_key`: an API key that is not good */
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
            /** @description `idempotency_key_running`: a request with this key is being answered; `idempotency_answer_not_kept`: it was done with this key, and its answer held a secret */
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
            /** @description `invalid`; `idempotency_key_reused`: the key was sent with another request; `idempotency_answer_too_large`: the answer is larger than is kept for a key */
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `database_unavailable`: nothing was changed */
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
    update_global_default: {
        parameters: {
            query?: never;
            header?: {
                /** @description the ETag that was read; another one is 412 */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        /** @description At most 1048576 bytes */
        requestBody: {
            content: {
                "application/json": components["schemas"]["GlobalDefaultUpdate"];
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
                    "application/json": components["schemas"]["GlobalDefault"];
                };
            };
            /** @description `invalid`: a value that a person can mend; `malformed_request`; `unknown_tag`: there is no such tag; `nothing_named`: neither tag nor condition; `duplicate`: such a row exists already; `immutable`: a write-once member is sent with another value; `two_credentials`: an API key and an Authorization field */
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
            /** @description `invalid_token`; `invalid_api_key`: an API key that is not good */
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
            /** @description `version_mismatch`: If-Match names another version */
            412: {
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `database_unavailable`: nothing was changed */
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
    delete_global_default: {
        parameters: {
            query?: never;
            header?: {
                /** @description the ETag that was read; another one is 412 */
                "If-Match"?: string;
            };
            path: {
                id: string;
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
                    /** @description the version, for If-Match */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GlobalDefault"];
                };
            };
            /** @description `malformed_request`; `two_credentials`: an API key and an Authorization field */
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
            /** @description `invalid_token`; `invalid_api_key`: an API key that is not good */
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
            /** @description `version_mismatch`: If-Match names another version */
            412: {
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `database_unavailable`: nothing was changed */
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
    try_input: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 1048576 bytes */
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlaygroundInputCreate"];
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
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description `invalid`: a value that a person can mend; `malformed_request`; `two_credentials`: an API key and an Authorization field */
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
            /** @description `invalid_token`; `invalid_api_key`: an API key that is not good */
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
            /** @description `missing_permission`; `no_access_to_scenario`; `user_disabled`; `not_authorized`; `token_limited`: a check token, which is for other routes; `password_change_required`: the sign-in was by a one-time password; `https_required`: HTTPS_REQUIRED, and it came in clear */
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
            /** @description `not_found`: there is no such scenario; `refused_by_guard`: by a guard-service of another version */
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
            /** @description `scenario_inactive`: the scenario is inactive; `refused_by_guard`: by a guard-service of another version */
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
            /** @description `invalid`; `refused_by_guard`: by a guard-service of another version */
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `guard_unavailable`: guard-service cannot be reached; the try is kept with score -1; `large_texts_busy`: as many bodies above 256 KiB as may be are being decided; the try is kept with score -1; `refused_by_guard`: by a guard-service of another version; `database_unavailable`: nothing was changed */
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
    try_output: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 1048576 bytes */
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlaygroundOutputCreate"];
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
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description `invalid`: a value that a person can mend; `malformed_request`; `two_credentials`: an API key and an Authorization field */
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
            /** @description `invalid_token`; `invalid_api_key`: an API key that is not good */
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
            /** @description `missing_permission`; `no_access_to_scenario`; `user_disabled`; `not_authorized`; `token_limited`: a check token, which is for other routes; `password_change_required`: the sign-in was by a one-time password; `https_required`: HTTPS_REQUIRED, and it came in clear */
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
            /** @description `not_found`: there is no such scenario; `refused_by_guard`: by a guard-service of another version */
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
            /** @description `scenario_inactive`: the scenario is inactive; `refused_by_guard`: by a guard-service of another version */
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
            /** @description `invalid`; `refused_by_guard`: by a guard-service of another version */
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `guard_unavailable`: guard-service cannot be reached; the try is kept with score -1; `large_texts_busy`: as many bodies above 256 KiB as may be are being decided; the try is kept with score -1; `refused_by_guard`: by a guard-service of another version; `database_unavailable`: nothing was changed */
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
    try_full: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 1048576 bytes */
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlaygroundFullCreate"];
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
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description `invalid`: a value that a person can mend; `malformed_request`; `two_credentials`: an API key and an Authorization field */
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
            /** @description `invalid_token`; `invalid_api_key`: an API key that is not good */
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
            /** @description `missing_permission`; `no_access_to_scenario`; `user_disabled`; `not_authorized`; `token_limited`: a check token, which is for other routes; `password_change_required`: the sign-in was by a one-time password; `https_required`: HTTPS_REQUIRED, and it came in clear */
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
            /** @description `not_found`: there is no such scenario; `refused_by_guard`: by a guard-service of another version */
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
            /** @description `scenario_inactive`: the scenario is inactive; `refused_by_guard`: by a guard-service of another version */
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
            /** @description `invalid`; `refused_by_guard`: by a guard-service of another version */
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `guard_unavailable`: guard-service cannot be reached; the try is kept with score -1; `large_texts_busy`: as many bodies above 256 KiB as may be are being decided; the try is kept with score -1; `refused_by_guard`: by a guard-service of another version; `database_unavailable`: nothing was changed */
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
    list_playground_tries: {
        parameters: {
            query?: {
                /** @description from 1 */
                page?: number;
                /** @description rows a page, 20 by default */
                size?: number;
                playground_type?: "INPUT" | "OUTPUT" | "FULL";
                app_id?: string;
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
                    "application/json": components["schemas"]["PlaygroundTry"][];
                };
            };
            /** @description `malformed_request`; `two_credentials`: an API key and an Authorization field */
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
            /** @description `invalid_token`; `invalid_api_key`: an API key that is not good */
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
            /** @description `missing_permission`; `no_access_to_scenario`; `user_disabled`; `not_authorized`; `token_limited`: a check token, which is for other routes; `password_change_required`: the sign-in was by a one-time password; `https_required`: HTTPS_REQUIRED, and it came in clear */
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `lists_busy`: as many complete lists as may be are being sent, or eight of the caller's; `database_unavailable`: nothing was changed */
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
    my_permissions: {
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
                    "application/json": components["schemas"]["MyPermissions"];
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `database_unavailable`: nothing was changed */
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
    my_scenarios: {
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
                    "application/json": components["schemas"]["MyScenarios"];
                };
            };
            /** @description `malformed_request`; `two_credentials`: an API key and an Authorization field */
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
            /** @description `invalid_token`; `invalid_api_key`: an API key that is not good */
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `database_unavailable`: nothing was changed */
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
    check_permission_by_query: {
        parameters: {
            query: {
                /** @description a permission code */
                permission: string;
                /** @description an app_id; none asks for the permission everywhere */
                scenario_id?: string;
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
                    /** @description the version, for If-Match */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PermissionAnswer"];
                };
            };
            /** @description `malformed_request`; `two_credentials`: an API key and an Authorization field */
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
            /** @description `invalid_token`; `invalid_api_key`: an API key that is not good */
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `database_unavailable`: nothing was changed */
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
    check_permission: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 1048576 bytes */
        requestBody: {
            content: {
                "application/json": components["schemas"]["PermissionQuestionCreate"];
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
                    "application/json": components["schemas"]["PermissionAnswer"];
                };
            };
            /** @description `invalid`: a value that a person can mend; `malformed_request`; `two_credentials`: an API key and an Authorization field */
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
            /** @description `invalid_token`; `invalid_api_key`: an API key that is not good */
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `database_unavailable`: nothing was changed */
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
    list_roles: {
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
                    "application/json": components["schemas"]["Role"][];
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `database_unavailable`: nothing was changed */
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
    list_permissions: {
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
                    "application/json": components["schemas"]["Permission"][];
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `database_unavailable`: nothing was changed */
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
    role_permissions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
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
                    "application/json": components["schemas"]["Permission"][];
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `database_unavailable`: nothing was changed */
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
    list_users: {
        parameters: {
            query?: {
                /** @description a part of the name, without case */
                username?: string;
                /** @description a role code */
                role?: string;
                is_active?: boolean;
                kind?: "PERSON" | "SERVICE";
                /** @description rows to pass over */
                skip?: number;
                /** @description rows to answer; all of them by default */
                limit?: number;
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
                    /** @description rows in all, exact to 10000 */
                    "X-Total-Count"?: number;
                    /** @description `false` when there are more than 10000 */
                    "X-Total-Count-Exact"?: string;
                    /** @description the next page, rel="next" */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"][];
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
            /** @description `missing_permission`; `no_access_to_scenario`; `user_disabled`; `not_authorized`; `token_limited`: a check token, which is for other routes; `password_change_required`: the sign-in was by a one-time password; `https_required`: HTTPS_REQUIRED, and it came in clear */
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `lists_busy`: as many complete lists as may be are being sent, or eight of the caller's; `database_unavailable`: nothing was changed */
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
    create_user: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same request with the same key is done once in 24 hours, and answered again */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description At most 1048576 bytes */
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAccountCreate"];
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
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description `invalid`: a value that a person can mend; `malformed_request`; `duplicate`: such a row exists already; `common_password`: the password is among the commonest, or little more than a known word; `unknown_role`: there is no such active role; `service_account_right`: the user is a service account, and the role gives what one never holds */
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
            /** @description `missing_permission`; `user_disabled`; `token_limited`: a check token, which is for other routes; `password_change_required`: the sign-in was by a one-time password; `https_required`: HTTPS_REQUIRED, and it came in clear; `local_login_disabled`: LOCAL_LOGIN_ENABLED is not true; `not_authorized`: the caller was disabled or deleted meanwhile; `not_held`: the caller does not hold what the user holds */
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
            /** @description `idempotency_key_running`: a request with this key is being answered; `idempotency_answer_not_kept`: it was done with this key, and its answer held a secret */
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
            /** @description `invalid`; `idempotency_key_reused`: the key was sent with another request; `idempotency_answer_too_large`: the answer is larger than is kept for a key */
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `password_checks_busy`: as many checks as allowed are running and waiting; `database_unavailable`: nothing was changed */
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
    get_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
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
                    /** @description the version, for If-Match */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
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
            /** @description `missing_permission`; `no_access_to_scenario`; `user_disabled`; `not_authorized`; `token_limited`: a check token, which is for other routes; `password_change_required`: the sign-in was by a one-time password; `https_required`: HTTPS_REQUIRED, and it came in clear */
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `database_unavailable`: nothing was changed */
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
    delete_user: {
        parameters: {
            query?: never;
            header?: {
                /** @description the ETag that was read; another one is 412 */
                "If-Match"?: string;
            };
            path: {
                id: string;
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
            /** @description `malformed_request`; `self_change`: the user is the caller; `last_administrator`: no active administrator would remain */
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
            /** @description `missing_permission`; `user_disabled`; `token_limited`: a check token, which is for other routes; `password_change_required`: the sign-in was by a one-time password; `https_required`: HTTPS_REQUIRED, and it came in clear; `not_held`: the user is an administrator and the caller is not, or the caller does not hold what the role gives; `not_authorized`: the caller was disabled or deleted meanwhile */
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
            /** @description `version_mismatch`: If-Match names another version */
            412: {
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `database_unavailable`: nothing was changed */
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
    change_user_role: {
        parameters: {
            query?: never;
            header?: {
                /** @description the ETag that was read; another one is 412 */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        /** @description At most 1048576 bytes */
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoleChangeCreate"];
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
                    "application/json": components["schemas"]["RoleChanged"];
                };
            };
            /** @description `invalid`: a value that a person can mend; `malformed_request`; `unknown_role`: there is no such active role; `service_account_right`: the user is a service account, and the role gives what one never holds; `self_change`: the user is the caller; `last_administrator`: no active administrator would remain */
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
            /** @description `missing_permission`; `user_disabled`; `token_limited`: a check token, which is for other routes; `password_change_required`: the sign-in was by a one-time password; `https_required`: HTTPS_REQUIRED, and it came in clear; `not_held`: the user is an administrator and the caller is not, or the caller does not hold what the role gives; `not_authorized`: the caller was disabled or deleted meanwhile */
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
            /** @description `version_mismatch`: If-Match names another version */
            412: {
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `database_unavailable`: nothing was changed */
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
    change_user_status: {
        parameters: {
            query?: never;
            header?: {
                /** @description the ETag that was read; another one is 412 */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        /** @description At most 1048576 bytes */
        requestBody: {
            content: {
                "application/json": components["schemas"]["StatusChangeCreate"];
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
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        message: string;
                    };
                };
            };
            /** @description `invalid`: a value that a person can mend; `malformed_request`; `self_change`: the user is the caller; `last_administrator`: no active administrator would remain */
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
            /** @description `missing_permission`; `user_disabled`; `token_limited`: a check token, which is for other routes; `password_change_required`: the sign-in was by a one-time password; `https_required`: HTTPS_REQUIRED, and it came in clear; `not_held`: the user is an administrator and the caller is not, or the caller does not hold what the role gives; `not_authorized`: the caller was disabled or deleted meanwhile */
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
            /** @description `version_mismatch`: If-Match names another version */
            412: {
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `database_unavailable`: nothing was changed */
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
    list_user_roles: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
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
                    "application/json": components["schemas"]["UserRole"][];
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
            /** @description `missing_permission`; `no_access_to_scenario`; `user_disabled`; `not_authorized`; `token_limited`: a check token, which is for other routes; `password_change_required`: the sign-in was by a one-time password; `https_required`: HTTPS_REQUIRED, and it came in clear */
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `lists_busy`: as many complete lists as may be are being sent, or eight of the caller's; `database_unavailable`: nothing was changed */
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
    create_user_role: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same request with the same key is done once in 24 hours, and answered again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        /** @description At most 1048576 bytes */
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserRoleCreate"];
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
                    "application/json": components["schemas"]["UserRole"];
                };
            };
            /** @description `invalid`: a value that a person can mend; `malformed_request`; `duplicate`: such a row exists already; `self_change`: the user is the caller; `unknown_scenario`: there is no such scenario; `unknown_role`: there is no such active role; `service_account_right`: the user is a service account, and the role gives what one never holds; `scenario_required`: a scenario role without a scenario; `scenario_not_allowed`: a global role with a scenario */
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
            /** @description `missing_permission`; `user_disabled`; `token_limited`: a check token, which is for other routes; `password_change_required`: the sign-in was by a one-time password; `https_required`: HTTPS_REQUIRED, and it came in clear; `not_held`: the caller does not hold what would be given; `not_authorized`: the caller was disabled or deleted meanwhile */
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
            /** @description `idempotency_key_running`: a request with this key is being answered; `idempotency_answer_not_kept`: it was done with this key, and its answer held a secret */
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
            /** @description `invalid`; `idempotency_key_reused`: the key was sent with another request; `idempotency_answer_too_large`: the answer is larger than is kept for a key */
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `database_unavailable`: nothing was changed */
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
    delete_user_role: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                assignment: string;
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
                    /** @description the version, for If-Match */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserRole"];
                };
            };
            /** @description `malformed_request`; `self_change`: the user is the caller; `last_administrator`: no active administrator would remain */
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
            /** @description `missing_permission`; `user_disabled`; `token_limited`: a check token, which is for other routes; `password_change_required`: the sign-in was by a one-time password; `https_required`: HTTPS_REQUIRED, and it came in clear; `not_authorized`: the caller was disabled or deleted meanwhile; `not_held`: the user is an administrator and the caller is not */
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
            /** @description `mapped_role`: the groups of the user at a provider give it */
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `database_unavailable`: nothing was changed */
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
    list_user_scenarios: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
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
                    "application/json": components["schemas"]["ScenarioAssignmentRow"][];
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
            /** @description `missing_permission`; `no_access_to_scenario`; `user_disabled`; `not_authorized`; `token_limited`: a check token, which is for other routes; `password_change_required`: the sign-in was by a one-time password; `https_required`: HTTPS_REQUIRED, and it came in clear */
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `lists_busy`: as many complete lists as may be are being sent, or eight of the caller's; `database_unavailable`: nothing was changed */
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
    create_user_scenario: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same request with the same key is done once in 24 hours, and answered again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        /** @description At most 1048576 bytes */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScenarioAssignmentCreate"];
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
                    "application/json": components["schemas"]["ScenarioAssignment"];
                };
            };
            /** @description `invalid`: a value that a person can mend; `malformed_request`; `duplicate`: such a row exists already; `self_change`: the user is the caller; `unknown_scenario`: there is no such scenario */
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
            /** @description `missing_permission`; `user_disabled`; `token_limited`: a check token, which is for other routes; `password_change_required`: the sign-in was by a one-time password; `https_required`: HTTPS_REQUIRED, and it came in clear; `not_held`: the caller does not hold what would be given; `not_authorized`: the caller was disabled or deleted meanwhile */
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
            /** @description `idempotency_key_running`: a request with this key is being answered; `idempotency_answer_not_kept`: it was done with this key, and its answer held a secret */
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
            /** @description `invalid`; `idempotency_key_reused`: the key was sent with another request; `idempotency_answer_too_large`: the answer is larger than is kept for a key */
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `database_unavailable`: nothing was changed */
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
    delete_user_scenario: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                key: string;
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
                    /** @description the version, for If-Match */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScenarioAssignment"];
                };
            };
            /** @description `malformed_request`; `self_change`: the user is the caller */
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
            /** @description `missing_permission`; `user_disabled`; `token_limited`: a check token, which is for other routes; `password_change_required`: the sign-in was by a one-time password; `https_required`: HTTPS_REQUIRED, and it came in clear; `not_authorized`: the caller was disabled or deleted meanwhile */
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `database_unavailable`: nothing was changed */
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
    change_user_scenario_permissions: {
        parameters: {
            query?: never;
            header?: {
                /** @description the ETag that was read; another one is 412 */
                "If-Match"?: string;
            };
            path: {
                id: string;
                app_id: string;
            };
            cookie?: never;
        };
        /** @description At most 1048576 bytes */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScenarioPermissionsUpdate"];
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
                    "application/json": components["schemas"]["ScenarioPermissions"];
                };
            };
            /** @description `invalid`: a value that a person can mend; `malformed_request`; `self_change`: the user is the caller */
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
            /** @description `missing_permission`; `user_disabled`; `token_limited`: a check token, which is for other routes; `password_change_required`: the sign-in was by a one-time password; `https_required`: HTTPS_REQUIRED, and it came in clear; `not_held`: the caller does not hold what would be given; `not_authorized`: the caller was disabled or deleted meanwhile */
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
            /** @description `version_mismatch` */
            412: {
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `database_unavailable`: nothing was changed */
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
    list_user_identities: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
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
                    "application/json": components["schemas"]["UserIdentity"][];
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
            /** @description `missing_permission`; `no_access_to_scenario`; `user_disabled`; `not_authorized`; `token_limited`: a check token, which is for other routes; `password_change_required`: the sign-in was by a one-time password; `https_required`: HTTPS_REQUIRED, and it came in clear */
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `database_unavailable`: nothing was changed */
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
    create_user_identity: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same request with the same key is done once in 24 hours, and answered again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        /** @description At most 1048576 bytes */
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserIdentityCreate"];
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
                    "application/json": components["schemas"]["UserIdentity"];
                };
            };
            /** @description `malformed_request`; `duplicate`: such a row exists already; `reserved_id`: the subject looks like a local id; `service_account_identity`: the user is a service account; `self_change`: the user is the caller */
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
            /** @description `missing_permission`; `user_disabled`; `token_limited`: a check token, which is for other routes; `password_change_required`: the sign-in was by a one-time password; `https_required`: HTTPS_REQUIRED, and it came in clear; `not_held`: the caller does not hold all that the user holds; `not_authorized`: the caller was disabled or deleted meanwhile */
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
            /** @description `other_usap_id`: the user has another USAP id; `idempotency_key_running`: a request with this key is being answered; `idempotency_answer_not_kept`: it was done with this key, and its answer held a secret */
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
            /** @description `invalid`; `idempotency_key_reused`: the key was sent with another request; `idempotency_answer_too_large`: the answer is larger than is kept for a key */
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `database_unavailable`: nothing was changed */
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
    delete_user_identity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                identity: string;
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
                    /** @description the version, for If-Match */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserIdentity"];
                };
            };
            /** @description `malformed_request`; `self_change`: the user is the caller */
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
            /** @description `missing_permission`; `user_disabled`; `token_limited`: a check token, which is for other routes; `password_change_required`: the sign-in was by a one-time password; `https_required`: HTTPS_REQUIRED, and it came in clear; `not_held`: the caller does not hold all that the user holds; `not_authorized`: the caller was disabled or deleted meanwhile */
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
            /** @description `last_identity`: the user has no other one */
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `database_unavailable`: nothing was changed */
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
    change_user_password: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        /** @description At most 1048576 bytes */
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChangeCreate"];
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
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        message: string;
                    };
                };
            };
            /** @description `invalid`: a value that a person can mend; `malformed_request`; `common_password`: the password is among the commonest, or little more than a known word; `not_local`: the user signs in through an identity provider, or is a service account; `current_password_wrong`: one's own password without the right current one */
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
            /** @description `missing_permission`; `no_access_to_scenario`; `user_disabled`; `token_limited`: a check token, which is for other routes; `https_required`: HTTPS_REQUIRED, and it came in clear; `local_login_disabled`: LOCAL_LOGIN_ENABLED is not true; `not_authorized`: the caller was disabled or deleted meanwhile; `not_held`: the caller does not hold what the user holds; `password_change_required`: by a one-time password, for somebody else's account */
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
            /** @description `rate_limited`; `too_many_failures`: the current password was wrong five times in ten minutes */
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `password_checks_busy`: as many checks as allowed are running and waiting; `database_unavailable`: nothing was changed */
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
    reset_user_password: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same request with the same key is done once in 24 hours, and answered again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
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
                    /** @description the version, for If-Match */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasswordReset"];
                };
            };
            /** @description `malformed_request`; `not_local`: the user signs in through an identity provider, or is a service account; `self_change`: the user is the caller */
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
            /** @description `missing_permission`; `user_disabled`; `token_limited`: a check token, which is for other routes; `password_change_required`: the sign-in was by a one-time password; `https_required`: HTTPS_REQUIRED, and it came in clear; `local_login_disabled`: LOCAL_LOGIN_ENABLED is not true; `not_held`: the caller does not hold what the user holds; `not_authorized`: the caller was disabled or deleted meanwhile */
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
            /** @description `idempotency_key_running`: a request with this key is being answered; `idempotency_answer_not_kept`: it was done with this key, and its answer held a secret */
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
            /** @description `invalid`; `idempotency_key_reused`: the key was sent with another request; `idempotency_answer_too_large`: the answer is larger than is kept for a key */
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `password_checks_busy`: as many checks as allowed are running and waiting; `database_unavailable`: nothing was changed */
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
    list_account_keys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
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
                    "application/json": components["schemas"]["AccountKey"][];
                };
            };
            /** @description `malformed_request`; `not_service_account`: the user is a person */
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
            /** @description `missing_permission`; `no_access_to_scenario`; `user_disabled`; `not_authorized`; `token_limited`: a check token, which is for other routes; `password_change_required`: the sign-in was by a one-time password; `https_required`: HTTPS_REQUIRED, and it came in clear */
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `database_unavailable`: nothing was changed */
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
    create_account_key: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same request with the same key is done once in 24 hours, and answered again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        /** @description At most 1048576 bytes */
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountKeyCreate"];
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
                    "application/json": components["schemas"]["AccountKey"];
                };
            };
            /** @description `malformed_request`; `not_service_account`: the user is a person */
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
            /** @description `missing_permission`; `user_disabled`; `token_limited`: a check token, which is for other routes; `password_change_required`: the sign-in was by a one-time password; `https_required`: HTTPS_REQUIRED, and it came in clear; `not_authorized`: the caller was disabled or deleted meanwhile; `not_held`: the caller does not hold every right of the account */
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
            /** @description `too_many_api_keys`: the account has 20 API keys; `idempotency_key_running`: a request with this key is being answered; `idempotency_answer_not_kept`: it was done with this key, and its answer held a secret */
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
            /** @description `invalid`; `idempotency_key_reused`: the key was sent with another request; `idempotency_answer_too_large`: the answer is larger than is kept for a key */
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `database_unavailable`: nothing was changed */
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
    delete_account_key: {
        parameters: {
            query?: never;
            header?: {
                /** @description the ETag that was read; another one is 412 */
                "If-Match"?: string;
            };
            path: {
                id: string;
                key: string;
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
                    /** @description the version, for If-Match */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountKey"];
                };
            };
            /** @description `malformed_request`; `not_service_account`: the user is a person */
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
            /** @description `missing_permission`; `user_disabled`; `token_limited`: a check token, which is for other routes; `password_change_required`: the sign-in was by a one-time password; `https_required`: HTTPS_REQUIRED, and it came in clear; `not_authorized`: the caller was disabled or deleted meanwhile */
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
            /** @description `version_mismatch`: If-Match names another version */
            412: {
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `database_unavailable`: nothing was changed */
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
    update_account_key: {
        parameters: {
            query?: never;
            header?: {
                /** @description the ETag that was read; another one is 412 */
                "If-Match"?: string;
            };
            path: {
                id: string;
                key: string;
            };
            cookie?: never;
        };
        /** @description At most 1048576 bytes */
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountKeyUpdate"];
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
                    "application/json": components["schemas"]["AccountKey"];
                };
            };
            /** @description `malformed_request`; `not_service_account`: the user is a person; `immutable`: a write-once member is sent with another value */
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
            /** @description `missing_permission`; `user_disabled`; `token_limited`: a check token, which is for other routes; `password_change_required`: the sign-in was by a one-time password; `https_required`: HTTPS_REQUIRED, and it came in clear; `not_authorized`: the caller was disabled or deleted meanwhile; `not_held`: the caller does not hold every right of the account */
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
            /** @description `version_mismatch`: If-Match names another version */
            412: {
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `database_unavailable`: nothing was changed */
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
    list_audit_logs: {
        parameters: {
            query?: {
                /** @description local id */
                user_id?: string;
                /** @description a part of the name, without case */
                username?: string;
                /** @description CREATE, UPDATE, DELETE, EXPORT, … */
                action?: string;
                resource_type?: string;
                /** @description an app_id */
                scenario_id?: string;
                /** @description RFC 3339, or YYYY-MM-DD[ HH:mm:ss] in LEGACY_TIME_ZONE; from then on */
                start_date?: string;
                /** @description as start_date; up to then, a date alone with its whole day */
                end_date?: string;
                /** @description rows to pass over */
                skip?: number;
                /** @description rows to answer, 100 by default */
                limit?: number;
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
                    /** @description rows in all, exact to 10000 */
                    "X-Total-Count"?: number;
                    /** @description `false` when there are more than 10000 */
                    "X-Total-Count-Exact"?: string;
                    /** @description the next page, rel="next" */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditLog"][];
                };
            };
            /** @description `malformed_request`; `two_credentials`: an API key and an Authorization field */
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
            /** @description `invalid_token`; `invalid_api_key`: an API key that is not good */
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
            /** @description `missing_permission`; `no_access_to_scenario`; `user_disabled`; `not_authorized`; `token_limited`: a check token, which is for other routes; `password_change_required`: the sign-in was by a one-time password; `https_required`: HTTPS_REQUIRED, and it came in clear */
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `database_unavailable`: nothing was changed */
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
    count_audit_logs: {
        parameters: {
            query?: {
                /** @description local id */
                user_id?: string;
                /** @description a part of the name, without case */
                username?: string;
                /** @description CREATE, UPDATE, DELETE, EXPORT, … */
                action?: string;
                resource_type?: string;
                /** @description an app_id */
                scenario_id?: string;
                /** @description RFC 3339, or YYYY-MM-DD[ HH:mm:ss] in LEGACY_TIME_ZONE; from then on */
                start_date?: string;
                /** @description as start_date; up to then, a date alone with its whole day */
                end_date?: string;
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
                    /** @description the version, for If-Match */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditCount"];
                };
            };
            /** @description `malformed_request`; `two_credentials`: an API key and an Authorization field */
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
            /** @description `invalid_token`; `invalid_api_key`: an API key that is not good */
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
            /** @description `missing_permission`; `no_access_to_scenario`; `user_disabled`; `not_authorized`; `token_limited`: a check token, which is for other routes; `password_change_required`: the sign-in was by a one-time password; `https_required`: HTTPS_REQUIRED, and it came in clear */
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `database_unavailable`: nothing was changed */
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
    export_audit_logs: {
        parameters: {
            query?: {
                /** @description local id */
                user_id?: string;
                /** @description a part of the name, without case */
                username?: string;
                /** @description CREATE, UPDATE, DELETE, EXPORT, … */
                action?: string;
                resource_type?: string;
                /** @description an app_id */
                scenario_id?: string;
                /** @description RFC 3339, or YYYY-MM-DD[ HH:mm:ss] in LEGACY_TIME_ZONE; from then on */
                start_date?: string;
                /** @description as start_date; up to then, a date alone with its whole day */
                end_date?: string;
                /** @description csv by default */
                format?: "csv" | "jsonl";
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
                    "text/csv": string;
                    "application/x-ndjson": string;
                };
            };
            /** @description `malformed_request`; `two_credentials`: an API key and an Authorization field */
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
            /** @description `invalid_token`; `invalid_api_key`: an API key that is not good */
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
            /** @description `missing_permission`; `no_access_to_scenario`; `user_disabled`; `not_authorized`; `token_limited`: a check token, which is for other routes; `password_change_required`: the sign-in was by a one-time password; `https_required`: HTTPS_REQUIRED, and it came in clear */
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
            /** @description `keys_unavailable`; `revocations_stale`; `overloaded`; `lists_busy`: as many complete lists as may be are being sent, or eight of the caller's; `database_unavailable`: nothing was changed */
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
    public_openapi: {
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
    report_api_key_uses: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 1048576 bytes */
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeyUsesRequest"];
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
                    "application/json": components["schemas"]["Nothing"];
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
            /** @description `caller_not_named` */
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
            /** @description `overloaded`; `database_unavailable`: nothing was changed */
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
    user_rights: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                uid: string;
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
                    /** @description the version, for If-Match */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rights"];
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
            /** @description `caller_not_named` */
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
            /** @description `overloaded`; `database_unavailable`: nothing was changed */
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
    verify_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 1048576 bytes */
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordQuestionRequest"];
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
                    "application/json": components["schemas"]["PasswordAnswer"];
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
            /** @description `caller_not_named` */
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
            /** @description `overloaded`; `password_checks_busy`: as many checks as allowed are running and waiting; `database_unavailable`: nothing was changed */
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
    find_user: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 1048576 bytes */
        requestBody: {
            content: {
                "application/json": components["schemas"]["IdentityQuestionRequest"];
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
                    "application/json": components["schemas"]["FoundUser"];
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
            /** @description `caller_not_named` */
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
            /** @description `overloaded`; `database_unavailable`: nothing was changed */
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
    sign_in_user: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 1048576 bytes */
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInRequest"];
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
            /** @description `malformed_request`; `reserved_id`: the id looks like a local one */
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
            /** @description `caller_not_named` */
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
            /** @description `user_id_taken`: another identity has this user_id */
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
            /** @description `overloaded`; `database_unavailable`: nothing was changed */
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
    map_user_roles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 1048576 bytes */
        requestBody: {
            content: {
                "application/json": components["schemas"]["MappedRolesRequest"];
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
                    "application/json": components["schemas"]["RolesMapped"];
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
            /** @description `caller_not_named` */
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
            /** @description `not_found`: there is no such user */
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
            /** @description `overloaded`; `database_unavailable`: nothing was changed */
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
    store_audit_events: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 1048576 bytes */
        requestBody: {
            content: {
                "application/json": components["schemas"]["AuditEventsRequest"];
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
                    "application/json": components["schemas"]["AuditStored"];
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
            /** @description `caller_not_named` */
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
            /** @description `overloaded`; `database_unavailable`: nothing was changed */
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
    policy_snapshot: {
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
                    "application/x-ndjson": string;
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
            /** @description `caller_not_named` */
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
            /** @description `overloaded`; `snapshots_busy`: other snapshots are being sent; `database_unavailable` */
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
    policy_changes: {
        parameters: {
            query: {
                /** @description the number that the caller has */
                after: number;
                /** @description seconds to wait for a later number */
                wait?: number;
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
                    "application/json": components["schemas"]["PolicyChanges"];
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
            /** @description `caller_not_named` */
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
            /** @description `policy_reset`: `after` is ahead of the policy */
            410: {
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
            /** @description `overloaded`; `database_unavailable` */
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
