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

    /// <summary>The settings as that bucket wants them: its server, its region and its profile before all others.</summary>
    public static LibraryOptions For(ModelRoot root, LibraryOptions options)
    {
        Dictionary<string, string?> variables = new(StringComparer.Ordinal);
        if (root.Endpoint is { } endpoint)
            variables["AWS_ENDPOINT_URL_S3"] = endpoint;
        if (root.Region is { } region)
            variables["AWS_REGION"] = region;
        if (root.Profile is { } profile)
        {
            variables[S3Profile.Variable] = profile;
            // A key of the environment would come before the profile's.
            variables[S3Options.KeyId] = variables["AWS_SECRET_ACCESS_KEY"] = variables["AWS_SESSION_TOKEN"] = null;
        }

        return variables.Count == 0 ? options : options with { Sources = options.Sources.With(variables) };
    }

    private static bool IsPlainAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address is { Scheme: "https" or "http", UserInfo.Length: 0, Query.Length: 0 };
}
