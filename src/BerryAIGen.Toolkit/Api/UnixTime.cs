namespace BerryAIGen.Toolkit.Api;

/// <summary>Times as the description writes them: seconds since 1970, UTC.</summary>
internal static class UnixTime
{
    public static double Of(DateTime time) => (time - DateTime.UnixEpoch).TotalSeconds;

    public static double? Of(DateTime? time) => time is { } at ? Of(at) : null;
}
