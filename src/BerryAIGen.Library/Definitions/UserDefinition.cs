using System.Text.Json;

namespace BerryAIGen.Library.Definitions;

/// <summary>A file of the user's folder that can be read; whether it holds beside the others is another question.</summary>
internal sealed record UserDefinition<T>(string Path, T Definition, byte[] Json)
    where T : class, IDefinition
{
    /// <exception cref="JsonException">It is wrong; who wrote it gets the line.</exception>
    public static UserDefinition<T> Read(Stream stream, string path, Func<Stream, T> read)
    {
        using var whole = new MemoryStream();
        stream.CopyTo(whole);
        whole.Position = 0;
        try
        {
            return new(path, read(whole), whole.ToArray());
        }
        catch (JsonException wrong)
        {
            throw DefinitionLines.With(wrong, whole);
        }
    }

    /// <summary>
    /// Those that hold together, whatever their files are called: what stands in the place of a shipped one goes before what
    /// is new, and of the new ones the older before the younger, so that no file takes a name that another one has had. What
    /// is equally old goes by its id.
    /// </summary>
    /// <param name="files">In the order of their names.</param>
    /// <param name="shipped">The ids of the shipped ones, which claimed theirs already.</param>
    /// <param name="claim">Throws where another definition has what this one wants for itself; null for never.</param>
    /// <param name="leaveOut">Gets the path of one that does not hold, and why.</param>
    /// <returns>In that order.</returns>
    public static IReadOnlyList<UserDefinition<T>> Share(
        IReadOnlyList<UserDefinition<T>> files,
        HashSet<string> shipped,
        Action<T>? claim,
        Action<string, string> leaveOut
    )
    {
        List<UserDefinition<T>> waiting = [];
        foreach (var same in files.GroupBy(file => file.Definition.Id, StringComparer.Ordinal))
        {
            UserDefinition<T>[] eldest = [.. same.OrderBy(file => file.Since)];
            waiting.Add(eldest[0]);
            foreach (var other in eldest.Skip(1))
            {
                leaveOut(
                    other.Path,
                    $"\"{same.Key}\" is the id of {eldest[0].Path} already; give one of them another."
                );
            }
        }

        waiting =
        [
            .. waiting
                .OrderByDescending(file => shipped.Contains(file.Definition.Id))
                .ThenBy(file => shipped.Contains(file.Definition.Id) ? DateTime.MinValue : file.Since)
                .ThenBy(file => file.Definition.Id, StringComparer.Ordinal),
        ];
        HashSet<UserDefinition<T>> held = [];
        Dictionary<UserDefinition<T>, string> refused = [];
        // One may give back what another one waits for.
        for (var before = -1; held.Count > before; )
        {
            before = held.Count;
            foreach (var file in waiting.Where(file => !held.Contains(file)))
            {
                if (file.RefusalOf(claim) is { } why)
                    refused[file] = why;
                else
                    held.Add(file);
            }
        }

        foreach (var (file, why) in refused.Where(one => !held.Contains(one.Key)))
        {
            leaveOut(file.Path, why);
        }

        return [.. waiting.Where(held.Contains)];
    }

    // Changing a file in its place makes it no younger, and copying one that keeps its time does not either.
    private DateTime Since
    {
        get
        {
            var (made, written) = (File.GetCreationTimeUtc(Path), File.GetLastWriteTimeUtc(Path));
            return made < written ? made : written;
        }
    }

    private string? RefusalOf(Action<T>? claim)
    {
        try
        {
            claim?.Invoke(Definition);
            return null;
        }
        catch (JsonException wrong)
        {
            using var stream = new MemoryStream(Json);
            return DefinitionLines.With(wrong, stream).Message;
        }
    }
}
