namespace BerryAIGen.Civitai.Json;

/// <summary>A word of an open list: some are known, any other is kept as it came.</summary>
internal interface IWord<TSelf>
    where TSelf : struct, IWord<TSelf>
{
    string Value { get; }

    static abstract IReadOnlyList<TSelf> Known { get; }

    static abstract TSelf Create(string value);
}
