using BerryAIGen.Library.Configuration;

namespace BerryAIGen.Library.Sources.S3;

/// <summary>Which S3 is asked, and as whom.</summary>
internal sealed record S3Options
{
    public const string EndpointSetting = "s3_endpoint";
    public const string RegionSetting = "s3_region";
    public const string KeyId = "AWS_ACCESS_KEY_ID";

    public const string KeySecret = "AWS_SECRET_ACCESS_KEY";
    public const string KeySession = "AWS_SESSION_TOKEN";
    public const string RegionVariable = "AWS_REGION";

    private const string UsualRegionVariable = "AWS_DEFAULT_REGION";

    private static readonly string[] EndpointVariables = ["AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"];

    /// <summary>Where a server may stand, for messages.</summary>
    public static string EndpointNames { get; } = string.Join(" or ", [.. EndpointVariables, EndpointSetting]);

    /// <summary>Another server that speaks S3; null for Amazon's.</summary>
    public Uri? Endpoint { get; init; }

    public string Region { get; init; } = "us-east-1";

    /// <summary>False for the default one, which a profile, or who asks, may know better.</summary>
    public bool IsRegionNamed { get; init; }

    /// <summary>Null to ask as nobody, which public buckets allow.</summary>
    public S3Key? Key { get; init; }

    /// <summary>Where the key stands, for messages.</summary>
    public string KeyPlace { get; init; } = KeyId;

    /// <summary>Who is asked, for messages and records.</summary>
    public string Server => Endpoint?.Authority ?? $"Amazon S3 ({Region})";

    /// <exception cref="LibraryException">A setting cannot be read, or only half of a key is there.</exception>
    public static S3Options From(SourceSettings settings)
    {
        var id = settings.Find(null, KeyId);
        if (id is null && settings.Find(null, S3Profile.Variable) is { } profile)
            return S3Profile.Read(profile, settings.Find(null, S3Profile.FileVariable), OfServer(settings));
        var secret = Secret.From(settings.Find(null, KeySecret), KeySecret);
        if (id is null != secret is null)
            throw new LibraryException(
                FailureCode.Usage,
                $"Only half of the key for S3 is set: {(id is null ? KeySecret : KeyId)} without {(id is null ? KeyId : KeySecret)}. Set both, or neither for public buckets."
            );
        return OfServer(settings) with
        {
            Key = id is null ? null : new S3Key(id, secret!, Secret.From(settings.Find(null, KeySession), KeySession)),
        };
    }

    /// <summary>Values by which one server is asked, whatever else is set.</summary>
    /// <param name="endpoint">Its address; null for Amazon's.</param>
    /// <param name="region">Its region; null for the one of the profile, else the usual one.</param>
    public static Dictionary<string, string?> ForServer(string? endpoint, string? region) =>
        new(StringComparer.Ordinal)
        {
            [EndpointVariables[0]] = endpoint,
            [EndpointVariables[1]] = null,
            [EndpointSetting] = null,
            [RegionVariable] = region,
            [UsualRegionVariable] = null,
            [RegionSetting] = null,
        };

    /// <summary>Whether somebody is asked as, by a key or a profile.</summary>
    public static bool HasKey(SourceSettings settings) => settings.Find(null, KeyId, S3Profile.Variable) is not null;

    /// <summary>Whether that server is the one that is set; none that is set is Amazon's, and no other one.</summary>
    public static bool IsSet(SourceSettings settings, Uri server) =>
        Uri.TryCreate(settings.Find(EndpointSetting, EndpointVariables), UriKind.Absolute, out var set)
        && IsSame(set, server);

    /// <summary>Whether a key goes with that server: the one that is set beside it or, for a profile, that stands in it.</summary>
    /// <exception cref="LibraryException">The profile cannot be used.</exception>
    public static bool IsOwnKeyOf(SourceSettings settings, Uri server) =>
        settings.Find(EndpointSetting, EndpointVariables) is null
        && settings.Find(null, KeyId) is null
        && settings.Find(null, S3Profile.Variable) is { } profile
            ? S3Profile.FindEndpoint(profile, settings.Find(null, S3Profile.FileVariable)) is { } own
                && IsSame(own, server)
            : IsSet(settings, server);

    public static bool IsSame(Uri one, Uri other) => (one.Scheme, one.Authority) == (other.Scheme, other.Authority);

    /// <summary>The region that is set; null when none is.</summary>
    public static string? FindRegion(SourceSettings settings) =>
        settings.Find(RegionSetting, RegionVariable, UsualRegionVariable);

    private static S3Options OfServer(SourceSettings settings)
    {
        var region = FindRegion(settings);
        return new S3Options
        {
            Endpoint = settings.FindAddress(EndpointSetting, EndpointVariables),
            Region = region ?? new S3Options().Region,
            IsRegionNamed = region is not null,
        };
    }

    /// <summary>The configured server, which may be private; one that cannot be read is told when S3 is used.</summary>
    public static IEnumerable<Uri> BaseAddressesOf(SourceSettings settings) =>
        Uri.TryCreate(settings.Find(EndpointSetting, EndpointVariables), UriKind.Absolute, out var endpoint)
            ? [endpoint]
            : [];
}

/// <summary>An access key.</summary>
/// <param name="Id">Its public half.</param>
/// <param name="Secret">What requests are signed with; never sent.</param>
/// <param name="Session">What goes with a temporary key.</param>
internal sealed record S3Key(string Id, Secret Secret, Secret? Session);
