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
    /// <exception cref="LibraryException">There is no such profile, or it has half a key.</exception>
    public static S3Options Read(string name, string? path, S3Options server)
    {
        if (!new CredentialProfileStoreChain(path).TryGetProfile(name, out var profile))
            throw Wrong($"there is no profile \"{name}\" in {path ?? "~/.aws/credentials"}");
        var (id, secret) = (profile.Options.AccessKey, profile.Options.SecretKey);
        if (string.IsNullOrEmpty(id) != string.IsNullOrEmpty(secret))
            throw Wrong($"the profile \"{name}\" has only half of a key");
        return server with
        {
            KeyPlace = $"the profile {name}",
            Region = server.IsRegionNamed ? server.Region : profile.Region?.SystemName ?? server.Region,
            Key =
                id is { Length: > 0 } && Secret.From(secret, $"profile {name}") is { } hidden
                    ? new S3Key(id, hidden, Secret.From(profile.Options.Token, $"profile {name}"))
                    : null,
        };
    }

    private static LibraryException Wrong(string why) =>
        new(
            FailureCode.Usage,
            $"{Variable} cannot be used: {why}. Correct it, or set {S3Options.KeyId} and AWS_SECRET_ACCESS_KEY."
        );
}
