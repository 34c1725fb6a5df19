"""An hour in which all is well, and for each alert what is different in the one in which it should fire."""

from shared.language.topology import CONSUMERS

WELL = {f'youyue_ready{{service="{name}",instance="a"}}': "1x60" for name in CONSUMERS} | {
    'up{job="rabbitmq"}': "1x60",
    'rabbitmq_detailed_queue_messages_ready{queue="unrouted"}': "0x60",
    'rabbitmq_detailed_queue_messages_ready{queue="intake.inbox.commands"}': "5x60",
    'rabbitmq_detailed_queue_consumers{queue="intake.inbox.commands"}': "1x60",
    'rabbitmq_detailed_queue_messages_ready{queue="partner-12345.events"}': "5x60",
    'rabbitmq_detailed_queue_messages_ready_bytes{queue="partner-12345.events"}': "9e7x60",
    'rabbitmq_detailed_queue_consumers{queue="partner-12345.events"}': "1x3 0x56",
    'rabbitmq_detailed_queue_messages_ready_bytes{queue="partner-demo.facts.partner-12345"}': "6e6x60",
    'rabbitmq_detailed_queue_messages_ready_bytes{queue="partner-12345.replay"}': "0x30 6e7x20 0x9",
    "rabbitmq_alarms_memory_used_watermark": "0x60",
    "rabbitmq_alarms_free_disk_space_watermark": "0x60",
    "rabbitmq_disk_space_available_bytes": "9e9x60",
    "rabbitmq_disk_space_available_limit_bytes": "5e8x60",
    'youyue_parked_messages{service="intake"}': "2x60",
    'youyue_parked_without_room_total{service="intake",publisher="partner",kept="nothing"}': "7x60",
    'youyue_oldest_unsent_age_seconds{service="intake"}': "0.2x60",
    'youyue_events_refused_oldest_age_seconds{service="intake",exchange="intake.events",type="t"}': "9x3 _x9",
    'youyue_refusals_total{service="intake",code="unreadable_too_often"}': "7x60",
    'youyue_refusals_total{service="intake",code="refused_too_often"}': "7x60",
    'youyue_timers_overdue{service="handling"}': "0x60",
    'youyue_waiting{service="handling",role="department",what="receipt",late="yes"}': "1x20 0x39",
    'youyue_waiting{service="handling",role="department",what="receipt",late="no"}': "90x60",
    'youyue_waiting{service="intake",role="office",what="pass_on_danger",late="no"}': "1x3 0x56",
    'youyue_retries_total{service="intake",tier="10s"}': "0+1x60",
    'youyue_retries_total{service="intake",tier="now"}': "0+600x60",
    'youyue_handler_seconds_bucket{service="intake",le="0.1"}': "0+60x60",
    'youyue_handler_seconds_bucket{service="intake",le="5.0"}': "0+60x60",
    'youyue_handler_seconds_bucket{service="intake",le="+Inf"}': "0+60x60",
    'youyue_database_sessions_used{service="intake"}': "4x60",
    'youyue_database_sessions_size{service="intake"}': "16x60",
    'youyue_event_loop_lag_seconds{service="intake"}': "0.01x60",
    'youyue_broker_blocked_seconds{service="intake"}': "0x60",
    'youyue_backup_taken_timestamp_seconds{service="intake"}': "0x60",
    'youyue_backup_verified_timestamp_seconds{service="intake"}': "0x60",
    'youyue_purge_ended_timestamp_seconds{service="intake",rule="inbox"}': "-90000x60",
    'process_start_time_seconds{job="youyue",service="intake"}': "0x20 1700x20 2900x18",
    'youyue_database_answers{service="intake"}': "1x20 0x0 1x38",
    'youyue_database_server_sessions{service="intake",server="a"}': "90x60",
    'youyue_database_server_sessions_size{service="intake",server="a"}': "297x60",
    'youyue_database_transaction_seconds{service="intake",server="a"}': "0+60x58",
    'youyue_database_oldest_row_transactions{service="intake",server="a"}': "210000000x60",
    'up{job="hosts",instance="a"}': "1x60",
    'node_filesystem_avail_bytes{instance="a",mountpoint="/",fstype="ext4"}': "4e10x60",
    'node_filesystem_size_bytes{instance="a",mountpoint="/",fstype="ext4"}': "1e11x60",
    'node_filesystem_avail_bytes{instance="a",mountpoint="/run",fstype="tmpfs"}': "0x60",
    'node_filesystem_size_bytes{instance="a",mountpoint="/run",fstype="tmpfs"}': "1e9x60",
    'node_timex_offset_seconds{instance="a"}': "0.001x60",
    'node_timex_sync_status{instance="a"}': "1x60",
    'probe_ssl_earliest_cert_expiry{instance="a:443"}': "2592000x60",
    'probe_success{job="certificates",instance="a:443"}': "1x60",
}
"""Sixty minutes in which all is well."""

ILL = {
    "YouyueServiceMissing": {'youyue_ready{service="intake",instance="a"}': "1x5 _x54"},
    "YouyueNotReady": {'youyue_ready{service="intake",instance="a"}': "0x60"},
    "YouyueRestarts": {
        'process_start_time_seconds{job="youyue",service="intake"}': "0x30 1800x5 2200x5 2500x5 2800x12"
    },
    "YouyueUnroutedMessages": {'rabbitmq_detailed_queue_messages_ready{queue="unrouted"}': "3x60"},
    "YouyueParkedMessages": {'youyue_parked_messages{service="intake"}': "2x50 3x9"},
    "YouyueParkedWithoutRoom": {
        'youyue_parked_without_room_total{service="intake",publisher="partner",kept="nothing"}': "0+9x60"
    },
    "YouyueUnreadableTooOften": {
        'youyue_refusals_total{service="intake",code="unreadable_too_often"}': "0+9x60"
    },
    "YouyueRefusedTooOften": {'youyue_refusals_total{service="intake",code="refused_too_often"}': "0+9x60"},
    "YouyueEventsUnsent": {'youyue_oldest_unsent_age_seconds{service="intake"}': "0+60x60"},
    "YouyueEventsRefused": {
        'youyue_events_refused_oldest_age_seconds{service="intake",exchange="intake.events",type="t"}': (
            "0+60x60"
        )
    },
    "YouyueQueueWithoutConsumer": {
        'rabbitmq_detailed_queue_consumers{queue="intake.inbox.commands"}': "0x60"
    },
    "YouyuePartnerQueueUnread": {'rabbitmq_detailed_queue_consumers{queue="partner-12345.events"}': "0x60"},
    "YouyuePartnerQueueFilling": {
        'rabbitmq_detailed_queue_messages_ready_bytes{queue="partner-12345.events"}': "2e8x60"
    },
    "YouyuePartnerReplayStands": {
        'rabbitmq_detailed_queue_messages_ready_bytes{queue="partner-12345.replay"}': "6e7x60"
    },
    "YouyueQueueBacklog": {
        'rabbitmq_detailed_queue_messages_ready{queue="intake.inbox.commands"}': "5000x60"
    },
    "YouyueTimersOverdue": {'youyue_timers_overdue{service="handling"}': "4x60"},
    "YouyueDangerNotTakenUp": {
        'youyue_waiting{service="intake",role="office",what="pass_on_danger",late="no"}': "1x60"
    },
    "YouyueWaitsLate": {
        'youyue_waiting{service="handling",role="department",what="receipt",late="yes"}': "2x60"
    },
    "YouyueRetries": {'youyue_retries_total{service="intake",tier="10s"}': "0+60x60"},
    "YouyueHandlersSlow": {'youyue_handler_seconds_bucket{service="intake",le="0.1"}': "0+1x60"},
    "YouyueSessionsUsedUp": {'youyue_database_sessions_used{service="intake"}': "16x60"},
    "YouyueEventLoopLate": {'youyue_event_loop_lag_seconds{service="intake"}': "3x60"},
    "YouyueBackupOld": {'youyue_backup_taken_timestamp_seconds{service="intake"}': "-95000x60"},
    "YouyueBackupUnproved": {'youyue_backup_verified_timestamp_seconds{service="intake"}': "-3500000x60"},
    "YouyuePurgeLate": {'youyue_purge_ended_timestamp_seconds{service="intake",rule="inbox"}': "-270000x60"},
    "YouyueBrokerBlocked": {'youyue_broker_blocked_seconds{service="intake"}': "0+60x60"},
    "RabbitMQDown": {'up{job="rabbitmq"}': "0x60"},
    "RabbitMQMemoryAlarm": {"rabbitmq_alarms_memory_used_watermark": "1x60"},
    "RabbitMQDiskAlarm": {"rabbitmq_alarms_free_disk_space_watermark": "1x60"},
    "RabbitMQDiskLow": {"rabbitmq_disk_space_available_bytes": "8e8x60"},
    "PostgreSQLDown": {'youyue_database_answers{service="intake"}': "1x50 0x9"},
    "PostgreSQLSessionsNearlyUsedUp": {
        'youyue_database_server_sessions{service="intake",server="a"}': "280x60"
    },
    "PostgreSQLTransactionLong": {
        'youyue_database_transaction_seconds{service="intake",server="a"}': "900+60x60"
    },
    "PostgreSQLWraparound": {
        'youyue_database_oldest_row_transactions{service="intake",server="a"}': "1100000000x120"
    },
    "HostUnwatched": {'up{job="hosts",instance="a"}': "0x60"},
    "HostDiskFillsSoon": {
        'node_filesystem_avail_bytes{instance="a",mountpoint="/",fstype="ext4"}': "40000000000-20000000x60"
    },
    "HostDiskLow": {'node_filesystem_avail_bytes{instance="a",mountpoint="/",fstype="ext4"}': "9e9x60"},
    "HostClockWrong": {'node_timex_sync_status{instance="a"}': "0x60"},
    "CertificateEnds": {'probe_ssl_earliest_cert_expiry{instance="a:443"}': "1700000x60"},
    "CertificateUnread": {'probe_success{job="certificates",instance="a:443"}': "0x60"},
}
"""Alert → what is different."""
