namespace BerryAIGen.Civitai.References;

/// <summary>What an address of Civitai names.</summary>
public enum CivitaiAddressKind
{
    /// <summary>A model, perhaps with one of its versions.</summary>
    Model,

    /// <summary>A version of a model, without the model's id.</summary>
    Version,

    /// <summary>A file of a version, as the download route names it.</summary>
    Download,

    /// <summary>A file by its hash.</summary>
    Hash,

    /// <summary>An image or video.</summary>
    Image,
}
