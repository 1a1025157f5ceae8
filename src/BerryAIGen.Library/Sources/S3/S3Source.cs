using System.Text.Json.Nodes;

namespace BerryAIGen.Library.Sources.S3;

/// <summary>
/// Objects of S3 and of servers that speak it. Their addresses are signed for each request, so that the transfer is the
/// house's own: resumed, divided, verified.
/// </summary>
internal sealed class S3Source(Func<S3Client> open) : ISource
{
    private const string SourceName = "s3";

    private readonly Lazy<S3Client> _client = new(open);

    public static SourceDefinition Definition { get; } =
        new(SourceName, context => new S3Source(() => new S3Client(context.Options, context.Time)))
        {
            Forms = S3References.Forms,
            Settings = [S3Options.EndpointSetting, S3Options.RegionSetting],
            BaseAddresses = options => S3Options.BaseAddressesOf(options.Sources),
            Scheme = S3Place.Scheme,
            OpenSigner = (options, time) =>
            {
                var client = new S3Client(options, time);
                return address => client.Sign(S3Place.Of(address));
            },
        };

    public string Name => SourceName;

    public bool CanResolve(Reference reference) =>
        reference is { Kind: ReferenceKind.Url, Address.Scheme: S3Place.Scheme };

    public async Task<IReadOnlyList<RemoteFile>> ResolveAsync(
        Reference reference,
        FileChoice choice,
        CancellationToken cancellationToken
    )
    {
        choice.Check("S3", "--file", "--include", "--exclude", "--all");
        var place = S3Place.Of(reference.Address!);
        if (place.IsPrefix)
            return await ListAsync(place, choice, cancellationToken).ConfigureAwait(false);
        var found = await _client.Value.GetAsync(place, cancellationToken).ConfigureAwait(false);
        return [Describe(place, found.SizeBytes, found.Sha256)];
    }

    /// <summary>A listing knows no checksums, so each object is asked for its own.</summary>
    public async Task<RemoteFile> ProbeAsync(RemoteFile file, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (file.Refusal is not null || !file.NeedsProbe)
            return file;
        try
        {
            var place = S3Place.Of(file.Address);
            var found = await _client.Value.GetAsync(place, cancellationToken).ConfigureAwait(false);
            return file with
            {
                SizeBytes = found.SizeBytes,
                Hashes = new ExpectedHashes { Sha256 = found.Sha256 },
            };
        }
        catch (LibraryException refused)
        {
            return file with { Refusal = refused.Failure };
        }
    }

    public async Task<Failure?> FindAuthReasonAsync(RemoteFile file, CancellationToken cancellationToken)
    {
        try
        {
            await _client.Value.GetAsync(S3Place.Of(file.Address), cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (LibraryException refused)
        {
            return refused.Failure;
        }
    }

    public string? KeyVariable => S3Options.KeyId;

    // The right to read is a signature in the address.
    public string? TokenFor(Uri address) => null;

    private async Task<IReadOnlyList<RemoteFile>> ListAsync(
        S3Place prefix,
        FileChoice choice,
        CancellationToken cancellationToken
    )
    {
        var found = await _client.Value.ListAsync(prefix, cancellationToken).ConfigureAwait(false);
        var below = found
            .Select(item => (Path: item.Key[prefix.Key.Length..], item.Size))
            .Where(item => PathPatterns.Allow(choice, item.Path))
            .ToDictionary(item => item.Path, item => item.Size);
        var files = ModelFileNames
            .Choose(below.Keys, prefix.Name.Length > 0 ? prefix.Name : prefix.Bucket)
            .Select(chosen =>
                Describe(prefix with { Key = prefix.Key + chosen.Path }, below[chosen.Path], null) with
                {
                    FolderHints = chosen.Subfolder is null ? [] : ["diffusers"],
                    Subfolder = chosen.Subfolder,
                    IsIndex =
                        chosen.Subfolder is not null
                        && ModelFileNames.Last(chosen.Path) == ModelFileNames.PipelineIndex,
                    NeedsProbe = true,
                }
            )
            .OrderBy(file => file.IsIndex)
            .ToArray();
        return files.Length > 0
            ? files
            : throw new LibraryException(
                FailureCode.NotFound,
                found.Count == 0
                    ? $"There is nothing below {prefix.Address}."
                    : $"None of the {found.Count} objects below {prefix.Address} is a model{(PathPatterns.IsNamed(choice) ? " that fits" : "")}."
            );
    }

    private RemoteFile Describe(S3Place place, long? size, string? sha256) =>
        new()
        {
            Source = SourceName,
            Address = place.Address,
            Server = _client.Value.Server,
            Name = place.Name,
            SizeBytes = size,
            Hashes = new ExpectedHashes { Sha256 = sha256 },
            Record = new JsonObject { ["endpoint"] = _client.Value.Server },
        };
}
