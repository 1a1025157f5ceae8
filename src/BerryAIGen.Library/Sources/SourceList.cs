namespace BerryAIGen.Library.Sources;

/// <summary>Finds the source of a reference, and another one for what the first has no longer.</summary>
internal sealed class SourceList(IReadOnlyList<ISource> sources, SourceContext context)
{
    /// <summary>All that there are.</summary>
    public static SourceList Open(SourceContext context) =>
        new([.. ShippedSources.All.Select(source => source.Open(context))], context);

    public Reference Parse(string text) => ReferenceParser.Parse(text, context.Options);

    /// <summary>The checksum that goes with a request; null when none was given.</summary>
    /// <exception cref="LibraryException">It cannot be read.</exception>
    public async Task<GivenChecksum?> ReadChecksumAsync(string? text, CancellationToken cancellationToken) =>
        text is null ? null : await GivenChecksum.ReadAsync(text, context, cancellationToken).ConfigureAwait(false);

    /// <summary>The files meant, and the source that has them.</summary>
    /// <exception cref="LibraryException">It is no reference, nothing fits, or no source has it.</exception>
    public async Task<(ISource Source, IReadOnlyList<RemoteFile> Files)> ResolveAsync(
        Reference reference,
        FileChoice choice,
        CancellationToken cancellationToken
    )
    {
        var source = Get(reference);
        try
        {
            var files = await source.ResolveAsync(reference, choice, cancellationToken).ConfigureAwait(false);
            if (!files.All(file => file.Refusal is { IsGone: true }))
                return (source, files);
            var gone = new LibraryException(files[0].Refusal!);
            var others = await ReplaceAsync(reference, choice, files, gone, cancellationToken).ConfigureAwait(false);
            return others ?? (source, files);
        }
        catch (LibraryException gone) when (gone.Failure.IsGone)
        {
            if (await ReplaceAsync(reference, choice, [], gone, cancellationToken).ConfigureAwait(false) is { } others)
                return others;
            throw;
        }
    }

    /// <summary>The source that resolves it.</summary>
    /// <exception cref="LibraryException">It is no reference, or one that nothing can be fetched from.</exception>
    public ISource Get(Reference reference)
    {
        if (reference.Kind == ReferenceKind.Invalid)
            throw new LibraryException(FailureCode.Usage, reference.Reason ?? $"{reference.Text} is not a reference.");
        return sources.FirstOrDefault(source => source.CanResolve(reference))
            ?? throw new LibraryException(FailureCode.Usage, $"Nothing can be downloaded from {reference.Text}.");
    }

    // What the first source said stays the answer; the other's trouble is told behind it.
    private async Task<(ISource Source, IReadOnlyList<RemoteFile> Files)?> ReplaceAsync(
        Reference reference,
        FileChoice choice,
        IReadOnlyList<RemoteFile> gone,
        LibraryException reason,
        CancellationToken cancellationToken
    )
    {
        foreach (var source in sources)
        {
            try
            {
                var files = await source.ReplaceAsync(reference, choice, gone, cancellationToken).ConfigureAwait(false);
                if (files.Count > 0)
                    return (source, files);
            }
            catch (LibraryException problem)
            {
                throw new LibraryException(
                    reason.Failure with
                    {
                        IsGone = false,
                        Message = $"{reason.Failure.Message} {problem.Failure.Message}",
                    },
                    problem
                );
            }
        }

        return null;
    }
}
