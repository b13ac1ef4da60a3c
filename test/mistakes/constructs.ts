/** Parts of a manifest that hold, all of them right, the constructs that few shipped connectors have. */

export const SESSIONS = `
sessions:
  kept:
    steps:
      - post: https://api.teamtailor.com/token
        form: { grant_type: refresh_token, refresh_token: "\${ kept.refresh ?? auth.api_key }" }
        as: grant
    renew:
      - post: https://api.teamtailor.com/token
        form: { grant_type: refresh_token, refresh_token: "\${ session.grant.refresh_token }" }
        as: grant
    keep: { refresh: grant.refresh_token }
    expires: grant.expires_in
    renew_if: status = 401
    headers: { X-Session: "\${ session.grant.access_token }" }
    end:
      - delete: /session
        read: nothing

procedures:
  find:
    - get: /rows
      query: { id: "\${ item.id }" }
      as: found
      value: body.rows[0]
`;

export const ENTITIES = `
  export:
    key: id
    pull:
      session: kept
      parameters:
        properties:
          state: { type: string, default: open, description: Only those in this state. }
          most: { type: [integer, "null"], default: null, description: The most of a run. }
      once:
        - post: /exports
          json: { state: "\${ parameters.state }" }
          as: export
        - get: /exports/\${ export.id }
          until: body.state = "done"
          every: 10s
          at_most: 30m
          fail_if: body.state = "failed"
          as: done
      list:
        for: { region: done.regions }
        get: /exports/\${ export.id }/\${ region.name }
        query: { since: "\${ cursor }" }
        read: { csv: { delimiter: ";", columns: [id, name, changed] } }
        unpack: gzip
        records: body
        limit: parameters.most
        filter: $mode != "create" or $region.is_open
      each:
        - get: /rows/\${ record.id }/state
          as: state
        - drop: It was merged.
          if: state.merged
        - record: $merge([record, state])
      cursor:
        value: record.changed
      modes:
        archive:
          defaults: { state: gone }
          list:
            get: /exports/gone
            query: { state: "\${ parameters.state }", since: "\${ cursor }" }
            read: ndjson
            records: body
    push:
      write:
        session: kept
        idempotent: true
        each:
          - do: find
          - let: { known: found.id }
          - if: $not($exists(known))
            steps:
              - post: /rows
                headers: { X-Signature: '\${ $hmac(item.name, "key", "sha256", "hex") }' }
                json: \${ item }
                as: created
                undo:
                  - delete: /rows/\${ created.id }
                    accept: accepted or status = 404
                    read: nothing
              - post: /rows/\${ created.id }/notes
                text: <note>\${ $xml(item.note) }</note>
                headers: { Content-Type: application/xml }
        batch:
          size: 100
          wait: 500ms
          item: '{ "id": item.id, "known": known }'
          post: /rows/batch
          json: { rows: "\${ items }" }
          results: body.results
          key: id
          accepted: $not($exists(error))
          message: error.text

  delta:
    key: id
    pull:
      session: kept
      list:
        get: \${ cursor ?? "/rows/delta" }
        read: { xml: { lists: [row] } }
        records: body.export.row
        next: $link(headers.link, "next")
      cursor:
        token: body.delta_link
        expired: status = 410

  newest:
    key: id
    pull:
      session: kept
      list:
        get: /rows
        query: { sort: -changed }
        records: body.rows
        next: body.next
      cursor: { value: record.changed, order: descending }

  event:
    key: id
    pull:
      session: kept
      parameters:
        properties:
          rows: { type: array, items: { type: object }, default: [], description: What the event brings. }
      list:
        records: parameters.rows
`;

export const HTTP = `
  query: { lang: en }
  tls: { cert: "\${ auth.api_key }", key: "\${ auth.api_key }" }`;
