using BerryAIGen.Library.Compatibility.Providers;

namespace BerryAIGen.Library.Compatibility.Scoring;

/// <summary>How what a model can do fits what a provider is for.</summary>
/// <param name="HasRequired">Whether it can do all that the provider asks for.</param>
/// <param name="IsOtherClass">Whether it is of another class that the provider runs as well, such as embeddings.</param>
/// <param name="OptionalShare">How much of the rest it can do.</param>
internal sealed record CapabilityFit(bool HasRequired, bool IsOtherClass, double OptionalShare)
{
    private const double OtherClass = 0.5;

    public double Worth =>
        HasRequired ? 0.8 + (0.2 * OptionalShare)
        : IsOtherClass ? OtherClass
        : 0;

    /// <summary>Null when nothing is known of what the model can do.</summary>
    public static CapabilityFit? Of(ModelFacts model, ProviderDefinition provider)
    {
        var can = CapabilityWords.Normalize(model.Capabilities);
        if (can.Count == 0)
            return null;
        var hasRequired = provider.RequiredCapabilities.All(can.Contains);
        var optional = provider.OptionalCapabilities;
        var share = optional.Count == 0 ? 1 : optional.Count(can.Contains) / (double)optional.Count;
        return new CapabilityFit(hasRequired, !hasRequired && optional.Any(can.Contains), share);
    }
}
