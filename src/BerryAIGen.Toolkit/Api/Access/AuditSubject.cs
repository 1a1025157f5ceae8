using System.Collections.Concurrent;
using BerryAIGen.Database.Access;

namespace BerryAIGen.Toolkit.Api.Access;

/// <summary>What a request changed, where its address does not say it.</summary>
/// <param name="Name">The thing, or several.</param>
/// <param name="Who">Where the request itself says who it is; null for whoever asks.</param>
internal sealed record AuditSubject(string Name, string? Who);

/// <summary>A request that was not let through.</summary>
/// <param name="Status">The answer.</param>
/// <param name="Why">In a few words.</param>
/// <param name="Who">Whose key it was; null when it was nobody's.</param>
internal sealed record TurnedAway(int Status, string Why, string? Who);

internal static class AuditSubjectExtensions
{
    private const int Longest = 500;

    /// <summary>Names in the record of changes what this request is about.</summary>
    public static void Concerns(this HttpContext context, string name, string? who = null) =>
        context.Features.Set(new AuditSubject(name.Length > Longest ? name[..Longest] + "…" : name, who));

    /// <summary>The same of several things.</summary>
    public static void Concerns(this HttpContext context, IEnumerable<string> names, string otherwise) =>
        context.Concerns(string.Join(", ", names) is { Length: > 0 } all ? all : otherwise);

    /// <summary>Has it written that somebody tried what is not allowed.</summary>
    public static void WasTurnedAway(this HttpContext context, int status, string why, AccessCaller? caller = null) =>
        context.Features.Set(new TurnedAway(status, why, caller?.Name));
}

/// <summary>Who tries without end fills no disk: one line per address and minute.</summary>
internal sealed class TurnedAwayLimit(TimeProvider time)
{
    private const int MostAddresses = 10_000;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, long> _last = [];

    public bool MayWrite(string? address)
    {
        var (key, now) = (address ?? "", time.GetTimestamp());
        if (_last.TryGetValue(key, out var last) && time.GetElapsedTime(last, now) < Pause)
            return false;
        if (_last.Count >= MostAddresses)
            _last.Clear();
        _last[key] = now;
        return true;
    }
}
