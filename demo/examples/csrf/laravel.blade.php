{{-- The folder dist/cdn of the package is served as /wa-qr-login. --}}
<!-- #region usage -->
<meta name="csrf-token" content="{{ csrf_token() }}" />
<wa-qr-login backend-url="/whatsapp/login" app-name="Acme CRM"></wa-qr-login>
<script type="module">
  import '/wa-qr-login/wa-qr-login.js';

  const { content } = document.querySelector('meta[name="csrf-token"]');
  document.querySelector('wa-qr-login').headers = () => ({ 'X-CSRF-TOKEN': content });
</script>
<!-- #endregion -->
