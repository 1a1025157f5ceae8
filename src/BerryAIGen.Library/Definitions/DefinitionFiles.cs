using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace BerryAIGen.Library.Definitions;

/// <summary>The definitions of one kind: the shipped ones, and those of the user's folder over them by id.</summary>
internal sealed class DefinitionFiles<T>
    where T : class, IDefinition
{
    private readonly Dictionary<string, T> _byId = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ofUser = new(StringComparer.Ordinal);
    private readonly HashSet<string> _shipped = new(StringComparer.Ordinal);

    private DefinitionFiles() { }

    /// <summary>The shipped ones in the order of their files, then what only the user has, the older files first.</summary>
    public IReadOnlyDictionary<string, T> ById => _byId;

    /// <summary>The ids that a file of the user describes.</summary>
    public IReadOnlySet<string> OfUser => _ofUser;

    /// <summary>
    /// By who has had its names for longest: what is shipped, what the user has in the place of that, and what only the user
    /// has.
    /// </summary>
    public IEnumerable<T> Eldest =>
        _byId.Values.OrderBy(one =>
            !_ofUser.Contains(one.Id) ? 0
            : _shipped.Contains(one.Id) ? 1
            : 2
        );

    /// <summary>The files of the user that hold.</summary>
    public IReadOnlyList<string> Paths { get; private init; } = [];

    /// <summary>Files of the user that were left out, with the reason; the others hold.</summary>
    public IReadOnlyList<string> Warnings { get; private init; } = [];

    /// <param name="kind">The folder in <c>definitions</c>: <c>layouts</c>.</param>
    /// <param name="word">What a file of it is to a person: a <c>layout</c>.</param>
    /// <param name="configurationFolder">Holds <c>definitions/KIND/*.json</c>; null for none.</param>
    /// <param name="json">Reads one.</param>
    /// <param name="check">Throws a <see cref="JsonException"/> about what the reader lets pass.</param>
    /// <param name="claim">
    /// Throws one where another definition has what this one wants for itself; null where there is nothing to share out.
    /// </param>
    /// <exception cref="JsonException">A shipped file is wrong.</exception>
    public static DefinitionFiles<T> Load(
        string kind,
        string word,
        string? configurationFolder,
        JsonTypeInfo<T> json,
        Action<T> check,
        Action<T>? claim = null
    )
    {
        List<T> shipped = [];
        DefinitionFolder.ReadShipped(kind, stream => shipped.Add(Read(stream, json, check)));
        shipped.ForEach(claim ?? (static _ => { }));
        SortedDictionary<string, string> leftOut = new(StringComparer.Ordinal);
        List<UserDefinition<T>> users = [];
        DefinitionFolder.ReadUsers(
            kind,
            configurationFolder,
            (stream, path) => users.Add(UserDefinition<T>.Read(stream, path, whole => Read(whole, json, check))),
            leftOut.Add
        );
        var held = UserDefinition<T>.Share(users, [.. shipped.Select(definition => definition.Id)], claim, leftOut.Add);
        var files = new DefinitionFiles<T>
        {
            Paths = [.. held.Select(file => file.Path).Order(StringComparer.Ordinal)],
            Warnings = [.. leftOut.Select(file => $"The {word} in {file.Key} is left out: {file.Value}")],
        };
        foreach (var definition in shipped.Concat(held.Select(file => file.Definition)))
            files._byId[definition.Id] = definition;
        files._ofUser.UnionWith(held.Select(file => file.Definition.Id));
        files._shipped.UnionWith(shipped.Select(definition => definition.Id));
        return files;
    }

    /// <summary>One file, checked.</summary>
    /// <exception cref="JsonException">It is wrong.</exception>
    public static T Read(Stream stream, JsonTypeInfo<T> json, Action<T> check)
    {
        var definition = DefinitionText.Read(stream, json);
        if (definition.SchemaVersion != 1)
            throw new JsonException($"schemaVersion is {definition.SchemaVersion}; 1 is expected.");
        if (!DefinitionFolder.IsId(definition.Id))
            throw new JsonException($"\"{definition.Id}\" is no id: lower-case letters, digits, dots and hyphens.");
        check(definition);
        return definition;
    }
}
