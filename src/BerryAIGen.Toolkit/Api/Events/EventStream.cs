using System.Globalization;
using System.Text;
using BerryAIGen.Database.Events;

namespace BerryAIGen.Toolkit.Api.Events;

/// <summary>
/// Events as they happen, as server-sent events. The id of each is the last event and the revision of the library, so that
/// who comes back with it gets what was missed of both.
/// </summary>
internal sealed class EventStream(EventLog log, EventFeed feed, TimeProvider time)
{
    private const int Batch = 200;
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);

    /// <param name="response">Written to until the listener leaves.</param>
    /// <param name="lastId">Where to go on; null for what happens from now on.</param>
    /// <param name="owner">Who listens: what is another's alone is not told.</param>
    /// <param name="kinds">Beginnings of kinds, such as <c>download</c>; empty for all.</param>
    /// <param name="mayListen">Asked at each heartbeat: a key may have been withdrawn.</param>
    /// <param name="stopping">The server or the listener ends.</param>
    public async Task WriteAsync(
        HttpResponse response,
        string? lastId,
        string owner,
        IReadOnlyList<string> kinds,
        Func<CancellationToken, Task<bool>> mayListen,
        CancellationToken stopping
    )
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        // Proxies such as nginx would keep events until their buffer is full.
        response.Headers["X-Accel-Buffering"] = "no";
        using var listening = feed.Listen();
        using var timer = new PeriodicTimer(Heartbeat, time);
        var mark = await BeginAsync(response, lastId, stopping);
        try
        {
            var beat = timer.WaitForNextTickAsync(stopping).AsTask();
            while (true)
            {
                var change = feed.WaitAsync(mark);
                // However much happens, the beat has its turn.
                if (beat.IsCompleted || await Task.WhenAny(change, beat) == beat)
                {
                    await beat;
                    if (!await mayListen(stopping))
                        return;
                    await SendAsync(response, ":\n\n", stopping);
                    beat = timer.WaitForNextTickAsync(stopping).AsTask();
                    continue;
                }

                mark = await CatchUpAsync(response, mark, await change, owner, kinds, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The listener left, or the server stops: it comes back with its last id.
        }
    }

    private async Task<EventMark> BeginAsync(HttpResponse response, string? lastId, CancellationToken stopping)
    {
        var now = await log.ReadMarkAsync(stopping);
        var mark = Read(lastId) ?? now;
        await SendAsync(response, "retry: 2000\n\n", stopping);
        // Of a log that does not reach back so far, or is another one, nobody knows what was missed.
        if (mark.Event <= now.Event && await log.ReachesAsync(mark.Event, stopping))
            return mark;
        await SendAsync(response, Text("reset", "{}", now), stopping);
        return now;
    }

    private async Task<EventMark> CatchUpAsync(
        HttpResponse response,
        EventMark mark,
        EventMark end,
        string owner,
        IReadOnlyList<string> kinds,
        CancellationToken stopping
    )
    {
        while (mark.Event < end.Event)
        {
            var rows = await log.ReadAfterAsync(mark.Event, owner, Batch, stopping);
            var text = new StringBuilder();
            foreach (var row in rows)
            {
                mark = mark with { Event = row.Id };
                if (IsWanted(row.Kind, kinds))
                    text.Append(Text(row.Kind, row.Body, mark));
            }

            await SendAsync(response, text.ToString(), stopping);
            if (rows.Count == 0)
                mark = mark with { Event = end.Event };
        }

        if (end.Revision != mark.Revision)
        {
            mark = mark with { Revision = end.Revision };
            if (IsWanted(EventKinds.LibraryChanged, kinds))
                await SendAsync(
                    response,
                    Text(
                        EventKinds.LibraryChanged,
                        string.Create(CultureInfo.InvariantCulture, $"{{\"revision\":{mark.Revision}}}"),
                        mark
                    ),
                    stopping
                );
        }

        return mark;
    }

    private static bool IsWanted(string kind, IReadOnlyList<string> kinds) =>
        kinds.Count == 0 || kinds.Any(word => EventKinds.IsOf(kind, word));

    // A body is one line of JSON.
    private static string Text(string kind, string body, EventMark mark) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"id: {mark.Event}-{mark.Revision}\nevent: {kind}\ndata: {body}\n\n"
        );

    private static EventMark? Read(string? id) =>
        id?.Split('-') is [var @event, var revision]
        && long.TryParse(@event, NumberStyles.None, CultureInfo.InvariantCulture, out var last)
        && long.TryParse(revision, NumberStyles.None, CultureInfo.InvariantCulture, out var seen)
            ? new EventMark(last, seen)
            : null;

    private static async Task SendAsync(HttpResponse response, string text, CancellationToken stopping)
    {
        if (text.Length == 0)
            return;
        await response.WriteAsync(text, stopping);
        await response.Body.FlushAsync(stopping);
    }
}
