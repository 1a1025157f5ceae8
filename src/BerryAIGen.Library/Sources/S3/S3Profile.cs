using Amazon.Runtime.CredentialManagement;

namespace BerryAIGen.Library.Sources.S3;

/// <summary>
/// A key that stands in the credentials file of Amazon's tools, under the name in <c>AWS_PROFILE</c>. Only a key that is
/// written there counts: a profile may also name a program to run, and none is run.
/// </summary>
internal static class S3Profile
{
    public const string Variable = "AWS_PROFILE";
    public const string FileVariable = "AWS_SHARED_CREDENTIALS_FILE";

    /// <param name="name">The profile.</param>
    /// <param name="path">The file; null for the usual one.</param>
    /// <param name="server">What is known without it.</param>
    /// <returns>Without a key where the profile has none of its own: nobody is asked as, which public buckets allow.</returns>
    /// <exception cref="LibraryException">There is no such profile, it has half a key, or its server cannot be read.</exception>
    public static S3Options Read(string name, string? path, S3Options server)
    {
        var profile = Get(name, path);
        var (id, secret) = (profile.Options.AccessKey, profile.Options.SecretKey);
        if (string.IsNullOrEmpty(id) != string.IsNullOrEmpty(secret))
            throw Wrong(name, "it has only half of a key");
        var region = profile.Region?.SystemName;
        return server with
        {
            KeyPlace = $"the profile {name}",
            Endpoint = server.Endpoint ?? EndpointOf(name, profile),
            Region = server.IsRegionNamed ? server.Region : region ?? server.Region,
            IsRegionNamed = server.IsRegionNamed || region is not null,
            Key =
                id is { Length: > 0 } && Secret.From(secret, $"profile {name}") is { } hidden
                    ? new S3Key(id, hidden, Secret.From(profile.Options.Token, $"profile {name}"))
                    : null,
        };
    }

    /// <summary>The server that its <c>endpoint_url</c> names; null for Amazon's.</summary>
    /// <exception cref="LibraryException">There is no such profile, or it names no address.</exception>
    public static Uri? FindEndpoint(string name, string? path) => PlainEndpointOf(name, Get(name, path));

    private static CredentialProfile Get(string name, string? path) =>
        new CredentialProfileStoreChain(path).TryGetProfile(name, out var profile)
            ? profile
            : throw Wrong(name, $"there is no profile of that name in {path ?? "~/.aws/credentials"}");

    // Amazon's library keeps what stands in such a section to itself; its key might belong to that server alone.
    private static Uri? EndpointOf(string name, CredentialProfile profile) =>
        string.IsNullOrEmpty(profile.Services)
            ? PlainEndpointOf(name, profile)
            : throw Wrong(
                name,
                $"the section \"services {profile.Services}\", which may name its server, is not read. Name the server in AWS_ENDPOINT_URL_S3, or for a root with 'berry roots set NAME --endpoint ADDRESS'"
            );

    private static Uri? PlainEndpointOf(string name, CredentialProfile profile)
    {
        if (string.IsNullOrWhiteSpace(profile.EndpointUrl))
            return null;
        return
            Uri.TryCreate(profile.EndpointUrl, UriKind.Absolute, out var address) && address.Scheme is "https" or "http"
            ? address
            : throw Wrong(name, "its endpoint_url is no address like https://example.org");
    }

    private static LibraryException Wrong(string name, string why) =>
        new(
            FailureCode.Usage,
            $"The profile \"{name}\" cannot be used: {why}. Correct it, or name another one, in {Variable} or for a root with 'berry roots set NAME --profile PROFILE'."
        );
}
