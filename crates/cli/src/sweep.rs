//! What is swept away while the server runs: sessions that have ended, and imports that nobody came back for.

use std::time::Duration;

use app::{App, import, sessions};

const HOUR: Duration = Duration::from_hours(1);
const HOURS_OF_A_DAY: u64 = 24;

/// Sweeps at once and then each hour, imports each day, for as long as it is waited for.
pub(crate) async fn keep_sweeping(app: &App) {
    let mut clock = tokio::time::interval(HOUR);
    for hour in 0_u64.. {
        clock.tick().await;
        if let Err(error) = sessions::remove_ended(&app.store, app.clock.now()).await {
            tracing::warn!(%error, "the sessions that have ended could not be swept away");
        }
        if hour % HOURS_OF_A_DAY == 0
            && let Err(error) = import::sweep(app).await
        {
            tracing::warn!(%error, cause = error.cause(), "old imports could not be swept away");
        }
    }
}
