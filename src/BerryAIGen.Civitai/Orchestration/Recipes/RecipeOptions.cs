namespace BerryAIGen.Civitai.Orchestration;

/// <summary>How a recipe is run.</summary>
public sealed record RecipeOptions
{
    /// <summary>How long the service may wait for the end before it answers; default 60 seconds, at most 100.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Lets unfinished providers run it; null for the service's own choice.</summary>
    public bool? Experimental { get; init; }

    /// <summary>True pays from yellow Buzz only, false allows safe content only; null is decided by what pays.</summary>
    public bool? AllowMatureContent { get; init; }

    /// <summary>Nothing is kept after it ended; default false.</summary>
    public bool IsEphemeral { get; init; }
}
