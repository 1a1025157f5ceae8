namespace BerryAIGen.Library.Safety;

/// <summary>The lists of one file in <c>definitions/safety</c>.</summary>
/// <remarks>The generated reader sets members that the file leaves out to null; the setters turn that into "none".</remarks>
internal sealed record PickleGlobals
{
    public required int SchemaVersion { get; init; }

    public required string Id { get; init; }

    public IReadOnlyDictionary<string, string> Aliases
    {
        get;
        init => field = value ?? new Dictionary<string, string>();
    } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string[]> Allowed
    {
        get;
        init => field = value ?? new Dictionary<string, string[]>();
    } = new Dictionary<string, string[]>();

    public IReadOnlyDictionary<string, string[]> Watched
    {
        get;
        init => field = value ?? new Dictionary<string, string[]>();
    } = new Dictionary<string, string[]>();

    public IReadOnlyList<DangerousGlobals> Dangerous
    {
        get;
        init => field = value ?? [];
    } = [];

    public IReadOnlyList<string> ReachingAttributes
    {
        get;
        init => field = value ?? [];
    } = [];

    public IReadOnlyList<string> StandardLibrary
    {
        get;
        init => field = value ?? [];
    } = [];
}

/// <summary>Globals that do the same kind of harm.</summary>
/// <param name="Why">What they do: "runs programs".</param>
/// <param name="Globals">Names by module; <c>*</c> is the module with its sub-modules.</param>
internal sealed record DangerousGlobals(string Why, IReadOnlyDictionary<string, string[]> Globals);
