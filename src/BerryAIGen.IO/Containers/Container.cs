namespace BerryAIGen.IO.Containers;

/// <summary>What a file is by its first bytes, whatever its name or its server say.</summary>
public enum Container
{
    /// <summary>None of the others.</summary>
    Unknown,
    Safetensors,
    Gguf,
    Onnx,

    /// <summary>A zip archive; a PyTorch file since 1.6 is one as well.</summary>
    Zip,

    /// <summary>A pickle without an archive around it: PyTorch files before 1.6.</summary>
    Pickle,
    SevenZip,
    Rar,
    Gzip,
    Tar,
    Numpy,

    /// <summary>A Git LFS pointer: the three lines that stand for a file which was not fetched.</summary>
    LfsPointer,
    Html,
    Xml,
    Json,
    Png,
    Jpeg,
    Gif,
    WebP,
    Avif,
    Heic,
    Mp4,
    WebM,
    Matroska,
}
