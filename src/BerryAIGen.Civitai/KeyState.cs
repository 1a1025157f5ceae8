namespace BerryAIGen.Civitai;

/// <summary>What Civitai thinks of the configured key.</summary>
public enum KeyState
{
    /// <summary>No key is configured.</summary>
    None,

    /// <summary>Civitai knows the key's owner.</summary>
    Valid,

    /// <summary>The key is wrong, expired or revoked; every public route treats it as if there were none.</summary>
    Refused,
}
