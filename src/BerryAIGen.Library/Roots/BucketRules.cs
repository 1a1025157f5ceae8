using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Sources.S3;

namespace BerryAIGen.Library.Roots;

/// <summary>What a root in a bucket may say, and the settings with which it is asked.</summary>
internal static class BucketRules
{
    /// <summary>The root with its place in one form: no <c>/</c> at its end.</summary>
    /// <exception cref="LibraryException">It names no bucket, or has rules that only folders have.</exception>
    public static ModelRoot Check(ModelRoot root, string place)
    {
        var (found, wrong) = S3Place.Read(root.Path);
        if (found is null)
            throw RootSettings.Wrong(place, "path", wrong!);
        if (found.VersionId is not null)
            throw RootSettings.Wrong(place, "path", "a root has no version");
        if (
            root.Layout is not null
            || root.Priority != 0
            || root.MinFreeBytes != 0
            || root.Types.Count > 0
            || root.Templates.Count > 0
            || root.AfterDownload is not null
        )
            throw RootSettings.Wrong(
                place,
                "the row",
                "nothing is downloaded into a bucket, so it has no layout, priority, types, templates, min_free or after_download"
            );
        if (root.Endpoint is { } endpoint && !IsPlainAddress(endpoint))
            throw RootSettings.Wrong(
                place,
                "endpoint",
                "an address like https://example.org is expected, with no key in it"
            );
        return root with
        {
            Path = S3Place.Start + found.Bucket + (found.Key.Length == 0 ? "" : "/" + found.Key.Trim('/')),
        };
    }

    /// <summary>
    /// The settings as that bucket wants them. One that names its server or its profile is asked by its own words alone: a
    /// server that stands elsewhere would get the key of the profile, and another server's region is none of its.
    /// </summary>
    /// <exception cref="LibraryException">The only key that there is belongs to another server.</exception>
    public static LibraryOptions For(ModelRoot root, LibraryOptions options)
    {
        if (root is { Endpoint: null, Profile: null })
            return root.Region is null
                ? options
                : With(options, new Dictionary<string, string?> { [S3Options.RegionVariable] = root.Region });
        var sources = options.Sources;
        var own = root.Profile is null ? null : ReadProfile(root, root.Profile, sources);
        if (own is null)
            RequireOwnKey(root, sources);
        var endpoint = root.Endpoint ?? own?.Endpoint?.AbsoluteUri;
        var region =
            root.Region
            ?? (
                own is { IsRegionNamed: true } ? own.Region
                : endpoint is not null && S3Options.IsSet(sources, new Uri(endpoint)) ? S3Options.FindRegion(sources)
                : null
            );
        var values = S3Options.ForServer(endpoint, region);
        if (root.Profile is not { } profile)
            return With(options, values);
        values[S3Profile.Variable] = profile;
        // A key of the environment would come before the profile's.
        values[S3Options.KeyId] = values[S3Options.KeySecret] = values[S3Options.KeySession] = null;
        return With(options, values);
    }

    private static LibraryOptions With(LibraryOptions options, IReadOnlyDictionary<string, string?> values) =>
        options with
        {
            Sources = options.Sources.With(values),
        };

    // A key goes with the server that its profile names, and with any where it names none.
    private static S3Options ReadProfile(ModelRoot root, string profile, SourceSettings sources)
    {
        var file = sources.Find(null, S3Profile.FileVariable);
        if (root.Endpoint is not { } text)
            return S3Profile.Read(profile, file, new S3Options());
        var endpoint = new Uri(text);
        if (S3Profile.FindEndpoint(profile, file) is { } other && !S3Options.IsSame(other, endpoint))
            throw new LibraryException(
                FailureCode.Usage,
                $"The root {root.Name} is at {text}, and the key of its profile {profile} goes with another server, that of its endpoint_url. Name a profile for this one: 'berry roots set {root.Name} --profile NAME', or take the address of the profile: 'berry roots set {root.Name} --endpoint none'."
            );
        return S3Profile.Read(profile, file, new S3Options { Endpoint = endpoint });
    }

    // Who has set a server beside a key means that server, and who has set none means Amazon's.
    private static void RequireOwnKey(ModelRoot root, SourceSettings sources)
    {
        if (S3Options.HasKey(sources) && !S3Options.IsOwnKeyOf(sources, new Uri(root.Endpoint!)))
            throw new LibraryException(
                FailureCode.Usage,
                $"The root {root.Name} is at {root.Endpoint}, and the key of the environment goes with another server: that of {S3Options.EndpointNames} or of its profile, and without one Amazon's. Name a profile that has a key for the root: 'berry roots set {root.Name} --profile NAME'."
            );
    }

    private static bool IsPlainAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address is { Scheme: "https" or "http", UserInfo.Length: 0, Query.Length: 0 };
}
