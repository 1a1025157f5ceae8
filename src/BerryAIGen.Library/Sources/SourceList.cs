using BerryAIGen.Library.Configuration;

namespace BerryAIGen.Library.Sources;

/// <summary>Finds the source of a reference.</summary>
internal sealed class SourceList(IReadOnlyList<ISource> sources, LibraryOptions options)
{
    public Reference Parse(string text) => ReferenceParser.Parse(text, options);

    /// <summary>The source that resolves it.</summary>
    /// <exception cref="LibraryException">It is no reference, or one that nothing can be fetched from.</exception>
    public ISource Get(Reference reference)
    {
        if (reference.Kind == ReferenceKind.Invalid)
            throw new LibraryException(FailureCode.Usage, reference.Reason ?? $"{reference.Text} is not a reference.");
        return sources.FirstOrDefault(source => source.CanResolve(reference))
            ?? throw new LibraryException(
                FailureCode.Usage,
                reference.Kind == ReferenceKind.Path
                    ? $"{reference.Text} is a path on this machine; there is nothing to download."
                    : $"Nothing can be downloaded from {reference.Text}."
            );
    }
}
