import { Box, Button, Dialog, DialogContent, DialogTitle, TextField, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { signIn, tellSignedIn, tokenIn } from '../shared/connection/sign-in.ts';

interface SignInProps {
  /** A page that was signed in; else one that is opened for the first time. */
  readonly isAgain: boolean;
}

/**
 * Asks for the address with the token; text that was typed stays behind the dialog, as the page goes on where it was.
 */
export function SignIn({ isAgain }: SignInProps) {
  const { t } = useTranslation('connection');
  const [address, setAddress] = useState('');
  const [fault, setFault] = useState<'notAnAddress' | 'refused' | null>(null);
  const submit = async (): Promise<void> => {
    const token = tokenIn(address);
    if (token === null) return setFault('notAnAddress');
    const isIn = await signIn(token).catch(() => false);
    if (!isIn) return setFault('refused');
    tellSignedIn();
  };
  return (
    <Dialog open maxWidth="sm" fullWidth aria-labelledby="sign-in-title">
      <DialogTitle id="sign-in-title" component="h2">
        {t(isAgain ? 'signedOut' : 'notSignedIn')}
      </DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        <Typography>{t(isAgain ? 'howToSignInAgain' : 'howToSignIn')}</Typography>
        <Box
          component="form"
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
          sx={{ display: 'flex', gap: 1, alignItems: 'start' }}
        >
          <TextField
            autoFocus
            fullWidth
            size="small"
            label={t('address')}
            placeholder={t('addressExample', { origin: window.location.origin })}
            value={address}
            onChange={(event) => {
              setAddress(event.target.value);
              setFault(null);
            }}
            error={fault !== null}
            helperText={fault === null ? t('addressHelp') : t(fault)}
          />
          <Button type="submit" variant="contained" disabled={address.trim() === ''} sx={{ height: 37 }}>
            {t('signIn')}
          </Button>
        </Box>
      </DialogContent>
    </Dialog>
  );
}
