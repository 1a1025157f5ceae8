using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai.Tests.Json;

/// <summary>A type that answers are read as.</summary>
internal abstract class WireType
{
    /// <summary>Whether everything that was read is written back; list views skip what they do not show.</summary>
    public abstract bool KeepsAll { get; }

    public abstract object Read(byte[] json);

    public abstract JsonElement Write(object value);

    /// <summary>The types of a recorded answer's address, its main one first; none for refusals.</summary>
    public static IReadOnlyList<WireType> Of(string file) =>
        file.Split("__")[0] switch
        {
            "models-list" => [A(CivitaiJson.Default.ResultsModel), A(CivitaiJson.Default.ResultsLiteModel)],
            "models-list-item" or "model-get" => [A(CivitaiJson.Default.Model), A(CivitaiJson.Default.LiteModel)],
            "model-version-get" => [A(CivitaiJson.Default.ModelVersion2)],
            "model-version-object" => [A(CivitaiJson.Default.ModelVersion)],
            "images-list" => [A(CivitaiJson.Default.ResultsImage)],
            "creators-list" => [A(CivitaiJson.Default.ResultsCreatorListing)],
            "enums-get" => [A(CivitaiJson.Default.ServiceWords)],
            _ => [],
        };

    public static WireType A<T>(JsonTypeInfo<T> type) => new Typed<T>(type);

    private sealed class Typed<T>(JsonTypeInfo<T> type) : WireType
    {
        public override bool KeepsAll => typeof(T) != typeof(LiteModel) && typeof(T) != typeof(Results<LiteModel>);

        public override object Read(byte[] json) => LenientJson.Read(json, type)!;

        public override JsonElement Write(object value) => JsonSerializer.SerializeToElement((T)value, type);

        public override string ToString() => typeof(T).Name;
    }
}
