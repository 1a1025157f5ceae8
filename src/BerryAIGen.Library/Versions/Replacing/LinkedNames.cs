using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Records;
using BerryAIGen.Library.Sharing;

namespace BerryAIGen.Library.Versions.Replacing;

/// <summary>The names that <c>berry link</c> gave a model in other roots: they follow to the version that takes its place.</summary>
internal sealed class LinkedNames(RootFinder roots, ModelSharing sharing)
{
    /// <summary>The links that are still what was made.</summary>
    /// <param name="path">The model that has the bytes.</param>
    public IReadOnlyList<LinkedName> Of(string path)
    {
        List<LinkedName> names = [];
        foreach (var models in roots.All(root: null).Select(root => root.Path))
        foreach (var journal in LinkJournal.All(models).Where(journal => !journal.IsUndone))
        foreach (var (link, size, changed) in journal.Links().Where(made => made.Link is { CompanionOf: null }))
        {
            if (link.Source == path && LinkRemoval.WhyNot(path, link.Target, link.How, size, changed) is null)
                names.Add(new LinkedName(link.Target, link.How, models));
        }

        return [.. names.DistinctBy(name => name.Target)];
    }

    /// <summary>
    /// Whether a link was made for the model and lies in a known place. Records of updates lie among files from everywhere, and
    /// one that names another file must not move it.
    /// </summary>
    /// <param name="path">The model that had the bytes.</param>
    /// <param name="target">The link, as the record names it.</param>
    public bool IsKnown(string path, string target)
    {
        var models = roots.All(root: null).Select(root => root.Path).ToArray();
        return Path.GetFullPath(target) == target
            && models.Any(folder => target.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            && models
                .SelectMany(LinkJournal.All)
                .SelectMany(journal => journal.Links())
                .Any(made => made.Link.Source == path && made.Link.Target == target);
    }

    /// <summary>Gives the new file names where the old one had them.</summary>
    /// <returns>What was made, and what a person should know.</returns>
    public (IReadOnlyList<MadeLink> Made, string? Note) Follow(
        string path,
        IEnumerable<LeavingFile> left,
        Func<int, string> itemOf
    )
    {
        List<MadeLink> made = [];
        string? note = null;
        var models = roots.All(root: null).Select(root => root.Path).ToHashSet(StringComparer.Ordinal);
        foreach (
            var old in left.Where(leaving => leaving is { How: not null, Models: { } own } && models.Contains(own))
        )
        {
            try
            {
                var target = Path.Combine(Path.GetDirectoryName(old.Path)!, Path.GetFileName(path));
                var plan = LinkPlanner.PlanOne(path, target).ToArray();
                var links = sharing.Make(plan, old.Models!, old.How!.Value, CancellationToken.None).Links;
                foreach (var link in links.Where(link => link is { State: LinkState.Linked, CompanionOf: null }))
                    made.Add(
                        new MadeLink(
                            link.Target,
                            link.How,
                            FileStat.Find(link.Target)?.Stamp.SizeBytes,
                            FileStat.Find(link.Target)?.Stamp.Modified.UtcTicks,
                            itemOf(made.Count)
                        )
                    );
                note = Sentences.Join(note, RefusalOf(links));
            }
            catch (Exception ex) when (DiskFailures.IsDisk(ex))
            {
                note = Sentences.Join(note, $"{old.Path} has no link to the new version: {ex.Message}");
            }
        }

        return (made, note);
    }

    /// <summary>Whether a name is still what was made for the model.</summary>
    public static bool IsOf(string path, MadeLink link) =>
        LinkRemoval.WhyNot(path, link.Target, link.How, link.Size, link.Changed) is null;

    private static string? RefusalOf(IEnumerable<FileLink> links) =>
        links.FirstOrDefault(link => link is { State: LinkState.Refused, CompanionOf: null }) is { } refused
            ? $"{refused.Target} was not linked: {refused.Reason}"
            : null;
}

/// <summary>A further name of a model.</summary>
/// <param name="Target">The name.</param>
/// <param name="How">What it is.</param>
/// <param name="Models">The models folder that it was made in.</param>
internal sealed record LinkedName(string Target, LinkHow How, string Models);
