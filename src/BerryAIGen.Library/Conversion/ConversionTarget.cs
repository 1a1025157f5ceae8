using BerryAIGen.Library.Downloads.Publishing;

namespace BerryAIGen.Library.Conversion;

/// <summary>The new file's name, and how it gets it.</summary>
internal static class ConversionTarget
{
    private const string Extension = ".safetensors";

    /// <exception cref="LibraryException">The name is the original's, or that of another format.</exception>
    public static string Of(ConversionRequest request, string source)
    {
        var suffix = request.Precision is { } precision ? $"-{precision}" : "";
        var name = $"{Path.GetFileNameWithoutExtension(source)}{suffix}{Extension}";
        var target =
            request.Output is null ? Path.Combine(Path.GetDirectoryName(source)!, name)
            : Directory.Exists(request.Output) ? Path.Combine(Path.GetFullPath(request.Output), name)
            : Path.GetFullPath(request.Output);
        if (target == source)
            throw new LibraryException(
                FailureCode.Usage,
                $"{request.Path} would be its own conversion; name a precision with --dtype or another file with --output."
            );
        return Path.GetExtension(target).Equals(Extension, StringComparison.OrdinalIgnoreCase)
            ? target
            : throw new LibraryException(
                FailureCode.Usage,
                $"{target} must end in {Extension}, for that is what is written."
            );
    }

    /// <exception cref="LibraryException">The name is another file's, or the disk failed.</exception>
    public static async Task<PublishOutcome> PublishAsync(
        string part,
        string target,
        string sha256,
        CancellationToken cancellationToken
    )
    {
        var published = await Publisher
            .PublishAsync(
                new PublishRequest
                {
                    PartPath = part,
                    TargetPath = target,
                    Root = Path.GetDirectoryName(target)!,
                    Sha256 = sha256,
                    OnConflict = ConflictRule.Refuse,
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        if (published.Failure is { Code: FailureCode.Conflict })
            throw new LibraryException(
                FailureCode.Conflict,
                $"{target} is another file and is left as it is; name another file with --output."
            );
        return published.Failure is { } failure ? throw new LibraryException(failure) : published;
    }
}
