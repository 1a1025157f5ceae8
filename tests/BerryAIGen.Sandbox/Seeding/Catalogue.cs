using System.Collections.Immutable;
using BerryAIGen.Sandbox.Users;

namespace BerryAIGen.Sandbox.Seeding;

/// <summary>Everything that the Sandbox offers.</summary>
public sealed class Catalogue
{
    private static readonly string[] Spectators = ["onlooker", "passer by"];

    private readonly SeedContext context;
    private ImmutableArray<SeededModel> models;
    private Lazy<ILookup<string, SeededFile>> byHash;

    internal Catalogue(SeedContext context, IEnumerable<ModelSpec> specs)
    {
        this.context = context;
        models = [.. specs.Select(spec => new SeededModel(spec, context))];
        context.Hashes = HashMemory.None;
        byHash = HashIndex();
    }

    /// <summary>All models, also those that no list shows.</summary>
    public IReadOnlyList<SeededModel> Models => models;

    /// <summary>Adds a model while the server runs.</summary>
    /// <param name="spec">The model; its id and its files' ids must be new.</param>
    /// <exception cref="ArgumentException">The id is taken.</exception>
    public SeededModel Add(ModelSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        lock (context)
        {
            if (FindModel(spec.Id) is not null)
                throw new ArgumentException($"Model {spec.Id} exists already.", nameof(spec));
            var model = new SeededModel(spec, context);
            models = models.Add(model);
            byHash = HashIndex();
            return model;
        }
    }

    /// <summary>Publishes a newer version of a model while the server runs.</summary>
    /// <param name="modelId">The model.</param>
    /// <param name="spec">The version; its files' ids must be new.</param>
    /// <param name="publishedAt">When; null for the start of the server.</param>
    /// <exception cref="KeyNotFoundException">There is no such model.</exception>
    public SeededVersion AddVersion(int modelId, VersionSpec spec, DateTimeOffset? publishedAt = null)
    {
        lock (context)
        {
            var model = FindModel(modelId) ?? throw new KeyNotFoundException($"The Sandbox has no model {modelId}.");
            var version = model.AddVersion(spec, context, publishedAt ?? context.Now);
            byHash = HashIndex();
            return version;
        }
    }

    /// <summary>Takes a model away, as its creator or the site can.</summary>
    /// <exception cref="KeyNotFoundException">There is no such model.</exception>
    public void Remove(int modelId)
    {
        lock (context)
        {
            var model = FindModel(modelId) ?? throw new KeyNotFoundException($"The Sandbox has no model {modelId}.");
            models = models.Remove(model);
            byHash = HashIndex();
        }
    }

    /// <summary>The model of that id, or null.</summary>
    public SeededModel? FindModel(long id) => models.FirstOrDefault(model => model.Id == id);

    /// <summary>The version of that id, or null.</summary>
    public SeededVersion? FindVersion(long id) =>
        models.SelectMany(model => model.Versions).FirstOrDefault(version => version.Id == id);

    /// <summary>The file of that id, or null.</summary>
    public SeededFile? FindFile(int id) => context.FindFile(id);

    /// <summary>The version of that id.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public SeededVersion GetVersion(long id) =>
        FindVersion(id) ?? throw new KeyNotFoundException($"The Sandbox has no version {id}.");

    /// <summary>Creators with the most models first, then people who have none.</summary>
    internal IReadOnlyList<Person> People =>
        [
            .. models
                .Where(model => model.IsVisible && model.Spec.Creator is not null)
                .GroupBy(model => model.Spec.Creator!)
                .Select(group => new Person(group.Key, group.Count()))
                .OrderByDescending(person => person.ModelCount)
                .ThenBy(person => person.Name, StringComparer.Ordinal),
            .. Spectators.Select(name => new Person(name, 0)),
        ];

    internal IEnumerable<SeededFile> Files =>
        models.SelectMany(model => model.Versions).SelectMany(version => version.Files);

    internal IEnumerable<SeededFile> FilesByHash(string hash) => byHash.Value[hash.ToUpperInvariant()];

    private Lazy<ILookup<string, SeededFile>> HashIndex() =>
        new(() =>
            Files
                .Where(file => file.Spec.Scan != "Pending")
                .AsParallel()
                .SelectMany(file => file.Hashes.All.Select(hash => (hash.Value, file)))
                .ToLookup(pair => pair.Value, pair => pair.file)
        );
}
